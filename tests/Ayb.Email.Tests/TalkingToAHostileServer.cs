using System.Net;
using System.Net.Sockets;
using Ayb.Email.Delivery;
using Ayb.Email.Smtp;
using Ayb.Testing.Smtp;
using static Ayb.Email.Tests.Mails;

namespace Ayb.Email.Tests;

public sealed class TalkingToAHostileServer
{
    public static TheoryData<string[], string> Failures => new()
    {
        { [], "the server closed the connection" },
        { ["554 go away"], "the server answered 554 to the connection" },
        { ["hello"], "the server does not speak SMTP" },
        { ["2x0 hello"], "the server does not speak SMTP" },
        { ["220+hello"], "the server does not speak SMTP" },
        { ["099 hello"], "the server does not speak SMTP" },
        { [""], "the server does not speak SMTP" },
        { [ScriptedSmtpServer.EndlessLine], "the server's reply has a line that is too long" },
        { [ScriptedSmtpServer.EndlessReply], "the server's reply has too many lines" },
        { ["220 hi", "421 shutting down"], "the server answered 421 to EHLO" },
        { ["220 hi", "500 what?", "500 what?"], "the server answered 500 to HELO" },
        { ["220 hi", "250-never ends"], "the server closed the connection" },
        { ["220 hi", "250 hello", "550 not from you"], "the server answered 550 to MAIL" },
        { ["220 hi", "250 hello", "250 ok", "530 log in first"], "the server answered 530 to RCPT" },
        { ["220 hi", "250 hello", "250 ok", "250 ok", "250 is no 354"], "the server answered 250 to DATA" },
        { ["220 hi", "250 hello", "250 ok", "250 ok", "354 go on", "451 disk full"], "the server answered 451 to the content" },
        { ["220 hi", "250 hello", "250 ok", "250 ok", "354 go on"], "the server closed the connection" },
    };

    public static TheoryData<string[], string> Stalls => new()
    {
        { ["220 hi", ScriptedSmtpServer.Silence], "EHLO" },
        { ["220 hi", "250 hello", "250 ok", ScriptedSmtpServer.Silence], "RCPT" },
        { ["220 hi", "250-hello\r\n250 STARTTLS", "220 go", ScriptedSmtpServer.Silence], "TLS" },
        { ["220 hi", "250 hello", "250 ok", "250 ok", "354 go on", ScriptedSmtpServer.Silence], "the content" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_a_server_does_wrong_is_tried_again_later(string[] replies, string reason)
    {
        await using var server = new ScriptedSmtpServer(replies);

        var outcome = await Transport(server.Port).SendAsync(Mail());

        outcome.Should().Be(new Deferred(reason));
    }

    [Theory]
    [MemberData(nameof(Stalls))]
    public async Task A_server_that_stalls_does_not_hold_us(string[] replies, string step)
    {
        var clock = new HastyClock();
        await using var server = new ScriptedSmtpServer(replies);

        var sending = Transport(server.Port, clock: clock).SendAsync(Mail());
        await server.SilentAsync();
        clock.RunOut();

        (await sending).Should().Be(new Deferred($"the server took too long with {step}"));
    }

    [Fact]
    public async Task A_server_of_the_old_school_is_greeted_its_way()
    {
        await using var server = new ScriptedSmtpServer(
            "220 hi", "502 not implemented", "250 hello", "250 ok", "250 ok", "354 go on", "250 ok", "221 bye");

        (await Transport(server.Port).SendAsync(Mail())).Should().Be(new Delivered());

        var lines = await server.LinesAsync();
        lines[0].Should().StartWith("EHLO ");
        lines[1].Should().StartWith("HELO ");
        lines[^1].Should().Be("QUIT");
    }

    [Fact]
    public async Task A_mail_that_was_taken_is_delivered_even_if_the_server_hangs_up_then()
    {
        await using var server = new ScriptedSmtpServer("220 hi", "250 hello", "250 ok", "250 ok", "354 go on", "250 ok");

        (await Transport(server.Port).SendAsync(Mail())).Should().Be(new Delivered());
    }

    [Fact]
    public async Task A_mail_that_was_taken_is_delivered_even_if_the_server_falls_silent_then()
    {
        var clock = new HastyClock();
        await using var server = new ScriptedSmtpServer(
            "220 hi", "250 hello", "250 ok", "250 ok", "354 go on", "250 ok", ScriptedSmtpServer.Silence);

        var sending = Transport(server.Port, clock: clock).SendAsync(Mail());
        await server.SilentAsync();
        clock.RunOut();

        (await sending).Should().Be(new Delivered());
    }

    [Fact]
    public async Task What_was_said_before_TLS_does_not_count_after_it()
    {
        await using var server = new ScriptedSmtpServer(
            "220 hi",
            "250-hello\r\n250 STARTTLS",
            "220 go\r\n250-injected\r\n250 AUTH PLAIN",
            ScriptedSmtpServer.Handshake,
            "250 hello",
            "235 welcome");

        var outcome = await Transport(server.Port, username: SmtpServer.Username).SendAsync(Mail());

        outcome.Should().Be(new Deferred("the server offers neither AUTH PLAIN nor AUTH LOGIN"));
        (await server.LinesAsync()).Should().NotContain(line => line.StartsWith("AUTH"));
    }

    [Fact]
    public async Task Abilities_from_before_TLS_are_forgotten()
    {
        await using var server = new ScriptedSmtpServer(
            "220 hi", "250-hello\r\n250-STARTTLS\r\n250 AUTH PLAIN", "220 go", ScriptedSmtpServer.Handshake, "250 hello", "235 welcome");

        var outcome = await Transport(server.Port, username: SmtpServer.Username).SendAsync(Mail());

        outcome.Should().Be(new Deferred("the server offers neither AUTH PLAIN nor AUTH LOGIN"));
    }

    [Fact]
    public async Task Beyond_this_machine_nothing_is_said_without_TLS()
    {
        await using var server = new ScriptedSmtpServer("220 hi", "250-hello\r\n250 AUTH PLAIN", "235 welcome");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        await using var wire = new SmtpWire(client.GetStream(), new SmtpLimits());
        var conversation = new SmtpConversation(
            wire, new SmtpEndpoint("mail.example.org", 587, ImplicitTls: false), SmtpTrust.System, new SmtpLimits(),
            new SmtpPatience(TimeProvider.System));

        var opening = conversation.OpenAsync(
            new IPEndPoint(IPAddress.Parse("192.0.2.1"), 40000), new IPEndPoint(IPAddress.Parse("192.0.2.2"), 587), CancellationToken.None);

        (await opening.Invoking(task => task).Should().ThrowAsync<SmtpFailureException>())
            .Which.Should().Match<SmtpFailureException>(failure => !failure.IsFinal)
            .And.Subject.As<SmtpFailureException>().Message.Should().Be("the server does not offer STARTTLS");
    }

    [Theory]
    [InlineData("192.0.2.1", "node1.example.org", "node1.example.org")]
    [InlineData("192.0.2.1", "node1", "[192.0.2.1]")]
    [InlineData("192.0.2.1", "my host.example", "[192.0.2.1]")]
    [InlineData("::ffff:192.0.2.1", "node1", "[192.0.2.1]")]
    [InlineData("2001:db8::1", "node1", "[IPv6:2001:db8::1]")]
    public void We_introduce_ourselves_by_a_name_that_servers_accept(string address, string hostName, string expected) =>
        SmtpHello.Of(IPAddress.Parse(address), hostName).Should().Be(expected);

    [Theory]
    [InlineData(465, true)]
    [InlineData(587, false)]
    [InlineData(25, false)]
    public void TLS_begins_with_the_first_byte_on_port_465(int port, bool expected) =>
        SmtpEndpoint.Of(new EmailSmtpOptions { From = "a@b.c", ReplyTo = "a@b.c", SmtpHost = "localhost", SmtpPort = port })
            .ImplicitTls.Should().Be(expected);
}
