using Ayb.Email.Delivery;
using Ayb.Email.Smtp;
using Ayb.Testing;
using Ayb.Testing.Smtp;
using static Ayb.Email.Tests.Mails;

namespace Ayb.Email.Tests;

public sealed class SendingBySmtp
{
    [Theory]
    [InlineData(SmtpSecurity.Plain, "PLAIN")]
    [InlineData(SmtpSecurity.Plain, "LOGIN")]
    [InlineData(SmtpSecurity.Plain, null)]
    [InlineData(SmtpSecurity.StartTls, "PLAIN")]
    [InlineData(SmtpSecurity.StartTls, "LOGIN")]
    [InlineData(SmtpSecurity.StartTls, null)]
    [InlineData(SmtpSecurity.Tls, "PLAIN")]
    [InlineData(SmtpSecurity.Tls, "LOGIN")]
    [InlineData(SmtpSecurity.Tls, null)]
    public async Task A_mail_arrives_however_the_server_wants_it(SmtpSecurity security, string? mechanism)
    {
        string[] mechanisms = mechanism is null ? [] : [mechanism];
        await using var server = await SmtpServer.StartAsync(new() { Security = security, Mechanisms = mechanisms });

        var outcome = await Transport(server.Port, security, username: mechanism is null ? "" : SmtpServer.Username).SendAsync(Mail());

        outcome.Should().Be(new Delivered());
        var mail = await server.NextMailAsync();
        mail.Tls.Should().Be(security != SmtpSecurity.Plain);
        mail.Mechanism.Should().Be(mechanism);
        mail.MailFrom.Should().Be("server@example.org");
        mail.Recipients.Should().Equal(Recipient);
        mail.Body.Should().Be("Body\r\n");
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_certificate_that_nobody_trusts_is_not_believed(SmtpSecurity security)
    {
        await using var server = await SmtpServer.StartAsync(new() { Security = security });

        var outcome = await Transport(server.Port, security, trust: SmtpTrust.System).SendAsync(Mail());

        outcome.Should().BeOfType<Deferred>().Which.Reason.Should().StartWith("TLS failed");
        server.IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_believed()
    {
        using var elsewhere = TestCertificate.Create("elsewhere.example");
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Handshake, "220 hi") { Certificate = elsewhere };

        var outcome = await Transport(server.Port, SmtpSecurity.Tls, trust: new SmtpTrust(elsewhere)).SendAsync(Mail());

        outcome.Should().BeOfType<Deferred>().Which.Reason.Should().StartWith("TLS failed");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Wrong_credentials_are_tried_again_later_since_the_operator_may_correct_them(string mechanism)
    {
        await using var server = await SmtpServer.StartAsync(new() { Mechanisms = [mechanism] });

        var outcome = await Transport(server.Port, username: SmtpServer.Username, password: "wrong").SendAsync(Mail());

        outcome.Should().Be(new Deferred("the server answered 535 to AUTH"));
    }

    [Fact]
    public async Task Credentials_too_long_for_one_command_are_sent_after_it()
    {
        await using var server = await SmtpServer.StartAsync(new() { Mechanisms = ["PLAIN"] });

        var outcome = await Transport(server.Port, username: SmtpServer.Username, password: new string('x', 400)).SendAsync(Mail());

        // 500 would mean that the line was too long for the server.
        outcome.Should().Be(new Deferred("the server answered 535 to AUTH"));
    }

    [Fact]
    public async Task A_recipient_whom_the_server_refuses_is_given_up()
    {
        await using var server = await SmtpServer.StartAsync(new() { Refuse = Recipient });

        var outcome = await Transport(server.Port).SendAsync(Mail());

        outcome.Should().Be(new Refused("the server answered 550 to RCPT"));
    }

    [Fact]
    public async Task A_content_that_the_server_refuses_is_given_up()
    {
        await using var server = await SmtpServer.StartAsync(new() { RefuseContent = true });

        var outcome = await Transport(server.Port).SendAsync(Mail());

        outcome.Should().Be(new Refused("the server answered 554 to the content"));
    }

    [Fact]
    public async Task A_recipient_who_shall_come_later_is_tried_later()
    {
        await using var server = await SmtpServer.StartAsync(new() { Defer = 1 });

        (await Transport(server.Port).SendAsync(Mail())).Should().Be(new Deferred("the server answered 451 to RCPT"));
        (await Transport(server.Port).SendAsync(Mail())).Should().Be(new Delivered());
    }

    [Fact]
    public async Task A_server_that_is_down_is_tried_later()
    {
        using var port = new ReservedPort();

        var outcome = await Transport(port.Number).SendAsync(Mail());

        outcome.Should().Be(new Deferred("no connection to the server: ConnectionRefused"));
    }

    [Fact]
    public async Task An_international_domain_goes_out_in_punycode()
    {
        await using var server = await SmtpServer.StartAsync();

        var outcome = await Transport(server.Port).SendAsync(Mail(recipient: "somebody@Bücher.example"));

        outcome.Should().Be(new Delivered());
        var mail = await server.NextMailAsync();
        mail.Recipients.Should().Equal("somebody@xn--bcher-kva.example");
        mail.MailOptions.Should().BeEmpty();
    }

    [Fact]
    public async Task An_international_address_needs_a_server_that_takes_it()
    {
        await using var willing = await SmtpServer.StartAsync(new() { SmtpUtf8 = true });
        await using var unwilling = await SmtpServer.StartAsync();
        var mail = Mail(recipient: "jörg@example.org");

        (await Transport(unwilling.Port).SendAsync(mail)).Should().Be(
            new Refused("the server does not take addresses beyond ASCII"));
        (await Transport(willing.Port).SendAsync(mail)).Should().Be(new Delivered());

        var received = await willing.NextMailAsync();
        received.Recipients.Should().Equal("jörg@example.org");
        received.MailOptions.Should().Equal("SMTPUTF8");
    }

    [Fact]
    public async Task Cancelling_before_the_content_sends_nothing()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Silence);
        using var cancellation = new CancellationTokenSource();

        var sending = Transport(server.Port).SendAsync(Mail(), cancellation.Token);
        await cancellation.CancelAsync();

        await sending.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }
}
