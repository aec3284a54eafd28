using System.Text.Json;
using Ayb.Email.Delivery;
using Ayb.Email.Files;
using Ayb.Testing;
using static Ayb.Email.Tests.Mails;

namespace Ayb.Email.Tests;

public sealed class WritingMailsToAFile : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "mails", "emails.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_the_owner_may_read_the_file()
    {
        await NewTransport().SendAsync(Mail(), CancellationToken.None);

        System.IO.File.GetUnixFileMode(File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Many_writers_do_not_get_into_each_others_way()
    {
        const int Writers = 8;
        const int MailsOfEach = 50;

        // Each its own transport, as several servers with one file have.
        await Parallel.ForAsync(0, Writers, async (writer, cancellationToken) =>
        {
            var transport = NewTransport();
            for (var mail = 0; mail < MailsOfEach; mail++)
            {
                (await transport.SendAsync(Mail(subject: $"{writer} {mail}", body: new string('x', 5000)), cancellationToken))
                    .Should().Be(new Delivered());
            }
        });

        System.IO.File.ReadLines(File)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("subject").GetString())
            .Should().OnlyHaveUniqueItems().And.HaveCount(Writers * MailsOfEach);
    }

    [Fact]
    public async Task A_line_that_was_cut_off_does_not_swallow_the_next_one()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, "{\"from\":\"Serv");

        await NewTransport().SendAsync(Mail(subject: "Next"), CancellationToken.None);

        var lines = await System.IO.File.ReadAllLinesAsync(File);
        lines.Should().HaveCount(2);
        JsonDocument.Parse(lines[1]).RootElement.GetProperty("subject").GetString().Should().Be("Next");
    }

    [Fact]
    public async Task A_line_end_in_a_mail_does_not_end_its_line()
    {
        await NewTransport().SendAsync(Mail(subject: "a\nb", recipient: "x\n{}", body: "c\r\nd"), CancellationToken.None);

        var line = System.IO.File.ReadLines(File).Should().ContainSingle().Subject;
        var mail = JsonDocument.Parse(line).RootElement;
        mail.GetProperty("subject").GetString().Should().Be("a\nb");
        mail.GetProperty("content").EnumerateArray().Select(text => text.GetString()).Should().Equal("c", "d");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_tried_again_later()
    {
        Directory.CreateDirectory(File);

        var outcome = await NewTransport().SendAsync(Mail(), CancellationToken.None);

        outcome.Should().BeOfType<Deferred>().Which.Reason.Should().StartWith("The file of mails could not be opened");
    }

    [Fact]
    public async Task A_full_disk_is_tried_again_later()
    {
        var outcome = await new FileTransport("/dev/full", "from", "reply to").SendAsync(Mail(), CancellationToken.None);

        outcome.Should().BeOfType<Deferred>().Which.Reason.Should().StartWith("The file of mails could not be written");
    }

    private FileTransport NewTransport() => new(File, "from", "reply to");
}
