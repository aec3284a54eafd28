using System.Text.Json;
using Ayb.Testing;
using Ayb.Testing.Smtp;
using static Ayb.Email.Tests.MailHost;

namespace Ayb.Email.Tests;

public sealed class AskingForConfirmation : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "mails", "emails.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_file_has_the_mail_when_the_request_is_over(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine, ToFile(File), ToSmtpOfNobody);

        (await host.PublishAsync(Request)).Succeeded.Should().BeTrue();

        (await System.IO.File.ReadAllTextAsync(File)).Should().Be(
            """
            {"from":"Server Sender <server@example.org>","to":"alice@example.org","reply_to":"Server Reply <replyto@example.org>","subject":"Your login credentials","content_type":"text/plain","content_transfer_encoding":"7bit","date":"Sun, 01 Mar 2026 12:00:00 +0000","content":["To complete your registration, visit","\thttps://ayb.example.com/confirm/gAAAAAB%2F%2B_-%3C%26%3E%27%22%3D","","Or type","\tayb client confirm gAAAAAB/+_-<&>'\"="]}

            """);
        host.Facts.All.Should().Equal(Request);
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task With_two_backends_the_mail_goes_to_both_and_nothing_is_kept_of_it(MetadataEngine engine)
    {
        await using var server = await SmtpServer.StartAsync();
        await using var host = await StartAsync(engine, ToFile(File), ToSmtp(server.Port));

        await host.PublishAsync(Request);

        var mail = await server.NextMailAsync();
        mail.Recipients.Should().Equal(Recipient);
        mail.Header("Subject").Should().Be("Your login credentials");
        mail.Body.ReplaceLineEndings("\n").Should().Be(
            "To complete your registration, visit\n"
            + "\thttps://ayb.example.com/confirm/gAAAAAB%2F%2B_-%3C%26%3E%27%22%3D\n"
            + "\n"
            + "Or type\n"
            + $"\tayb client confirm {Token}\n");
        System.IO.File.ReadLines(File).Should().HaveCount(1);
        (await host.CountOutboxAsync()).Should().Be(0);
        host.Facts.All.Should().Equal(Request);
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_request_that_fails_sends_nothing(MetadataEngine engine)
    {
        await using var server = await SmtpServer.StartAsync();
        await using var host = await StartAsync(engine, ToFile(File), ToSmtp(server.Port));

        (await host.PublishAsync(Request, thenFail: true)).Succeeded.Should().BeFalse();
        await host.PassAsync(TimeSpan.FromHours(1));

        System.IO.File.Exists(File).Should().BeFalse();
        server.IsQuiet.Should().BeTrue();
        (await host.CountOutboxAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_file_alone_has_a_sender_that_the_server_is_known_by()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite, ToFile(File));

        await host.PublishAsync(Request);

        var mail = JsonDocument.Parse(await System.IO.File.ReadAllTextAsync(File)).RootElement;
        mail.GetProperty("from").GetString().Should().Be("ayb <noreply@ayb.example.com>");
        mail.GetProperty("reply_to").GetString().Should().Be("ayb <noreply@ayb.example.com>");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_does_not_hold_the_request()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Silence);
        await using var host = await StartAsync(MetadataEngine.Sqlite, ToFile(File), ToSmtp(server.Port), Impatient);

        (await host.PublishAsync(Request)).Succeeded.Should().BeTrue();

        System.IO.File.ReadLines(File).Should().HaveCount(1);
        (await host.CountOutboxAsync()).Should().Be(1);
    }

    private static void ToSmtpOfNobody(ModuleHostOptions options)
    {
        using var port = new ReservedPort();
        ToSmtp(port.Number)(options);
    }
}
