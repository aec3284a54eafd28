using System.Text;
using Ayb.Email.Delivery;
using Ayb.Email.Messages;
using Ayb.Testing.Smtp;
using static Ayb.Email.Tests.Mails;

namespace Ayb.Email.Tests;

/// <summary>What we write, a real server takes; and somebody else's parser reads what was meant.</summary>
public sealed class WritingAMessage(LenientServer lenient) : IClassFixture<LenientServer>
{
    private readonly SmtpServer _server = lenient.Server;

    public static TheoryData<string> Bodies =>
    [
        "one line",
        "two\nlines",
        "two\r\nlines",
        "\n\nafter empty lines",
        ".\n..\n.leading dots\nand a lone\n.\nat last",
        "\ttabs and trailing spaces  \nwith ünicode  \n\t\n",
        "umlauts: äöüß, more: 日本語 🦆",
        new string('x', 998),
        new string('x', 999),
        "From here = there",
        string.Join(' ', Enumerable.Repeat("wörter", 400)),
        string.Concat(Enumerable.Repeat("=.", 700)),
        new string('.', 2000),
    ];

    public static TheoryData<string> Subjects =>
    [
        "Your login credentials",
        "Ünïcödé",
        "日本語の件名がここにあります、とても長いので何行にもわたります。日本語の件名がここにあります、とても長いので何行にもわたります。",
        "🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆",
        "=?utf-8?B?bm90IHdoYXQgaXQgc2VlbXM=?=",
        "two  spaces",
        new string('x', 300),
        string.Join(' ', Enumerable.Repeat("words", 60)),
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_arrives_as_it_was_written(string body)
    {
        var mail = await SendAsync(body: body);

        mail.Body.ReplaceLineEndings("\n").TrimEnd('\n').Should().Be(body.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task A_subject_arrives_as_it_was_written(string subject)
    {
        var mail = await SendAsync(subject: subject);

        mail.Header("Subject").Should().Be(subject);
    }

    [Theory]
    [InlineData("Server Sender <server@example.org>", "Server Sender")]
    [InlineData("server@example.org", "")]
    [InlineData("\"Sender, Server\" <server@example.org>", "Sender, Server")]
    [InlineData("Sender, (the) Server. <server@example.org>", "Sender, (the) Server.")]
    [InlineData("\"a \\\"b\\\" \\\\ c\" <server@example.org>", "a \"b\" \\ c")]
    [InlineData("Jürgen Müller <server@example.org>", "Jürgen Müller")]
    [InlineData("Ein sehr langer Name, der in eine einzige Zeile nicht hineinpassen würde, so sehr man sich auch mühte <server@example.org>",
        "Ein sehr langer Name, der in eine einzige Zeile nicht hineinpassen würde, so sehr man sich auch mühte")]
    public async Task A_sender_arrives_as_the_operator_wrote_it(string from, string name)
    {
        var mail = await SendAsync(from: from);

        mail.SenderName.Should().Be(name);
        mail.SenderAddress.Should().Be("server@example.org");
    }

    [Fact]
    public async Task The_headers_are_those_of_an_automatic_mail()
    {
        var mail = await SendAsync();

        mail.Headers.Select(header => header[0]).Should().Equal(
            "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "Auto-Submitted",
            "MIME-Version", "Content-Type", "Content-Transfer-Encoding");
        mail.Header("Date").Should().Be("Sun, 01 Mar 2026 12:00:00 +0000");
        mail.Header("From").Should().Be("Server Sender <server@example.org>");
        mail.Header("Reply-To").Should().Be("Server Reply <replyto@example.org>");
        mail.Header("To").Should().Be(Recipient);
        mail.Header("Message-ID").Should().Be("<0195f3c0aaaa7bbb8cccddddeeeeffff@example.org>");
        mail.Header("Auto-Submitted").Should().Be("auto-generated");
        mail.Header("Content-Transfer-Encoding").Should().Be("7bit");
    }

    [Theory]
    [InlineData("Hello\r\nBcc: victim@example.org")]
    [InlineData("Hello\nBcc: victim@example.org")]
    [InlineData("Hello\rBcc: victim@example.org")]
    [InlineData("Hello\r\n\r\nA body of their own")]
    public async Task A_subject_cannot_become_a_header_or_a_body(string subject)
    {
        var mail = await SendAsync(subject: subject);

        mail.Headers.Should().HaveCount(10);
        mail.Body.Should().Be("Body\r\n");
        mail.Header("Subject").Should().StartWith("Hello ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("@example.org")]
    [InlineData("nobody@")]
    [InlineData("a b@example.org")]
    [InlineData("a@example.org>\r\nRCPT TO:<victim@example.org")]
    [InlineData("a@example.org\r\n")]
    [InlineData("a\r\n@example.org")]
    [InlineData("\"a\r\nb\"@example.org")]
    [InlineData("a@example.org> NOTIFY=SUCCESS")]
    [InlineData("a>b@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("a..b@example.org")]
    [InlineData("a@example..org")]
    [InlineData("a@-example.org")]
    [InlineData("a@exa mple.org")]
    [InlineData("a@exa\u00A0mple.org")]
    [InlineData("a\u202Eb@example.org")]
    [InlineData("a@[1.2.3.4]>")]
    public async Task What_is_no_address_is_refused_before_anything_is_sent(string recipient)
    {
        var outcome = await Transport(_server.Port).SendAsync(Mail(recipient: recipient));

        outcome.Should().Be(new Refused("the recipient has no valid address"));
        _server.IsQuiet.Should().BeTrue();
    }

    [Theory]
    [InlineData("a@example.org")]
    [InlineData("first.last+tag@example.org")]
    [InlineData("\"with space\"@example.org")]
    [InlineData("a@[192.0.2.1]")]
    [InlineData("a@localhost")]
    public async Task Unusual_addresses_are_written_to(string recipient)
    {
        (await Transport(_server.Port).SendAsync(Mail(recipient: recipient))).Should().Be(new Delivered());

        (await _server.NextMailAsync()).Recipients.Should().Equal(recipient);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Name")]
    [InlineData("Name <>")]
    [InlineData("Name <nobody>")]
    [InlineData("Name <a@example.org> and more")]
    [InlineData("Name <a@example.org>\r\nBcc: victim@example.org")]
    [InlineData("Na\nme <a@example.org>")]
    public void What_is_no_mailbox_is_none(string text) => Mailbox.Parse(text).Should().BeNull();

    private async Task<ReceivedMail> SendAsync(
        string subject = "Subject", string body = "Body", string from = "Server Sender <server@example.org>")
    {
        (await Transport(_server.Port, from: from).SendAsync(Mail(subject, body))).Should().Be(new Delivered());
        var mail = await _server.NextMailAsync();

        mail.Defects.Should().BeEmpty();
        var lines = Encoding.Latin1.GetString(mail.Raw).Split("\r\n");
        lines.Should().OnlyContain(line => line.All(character => character == '\t' || (character >= ' ' && character <= '~')));
        lines.Should().OnlyContain(line => line.Length <= 998);
        lines.TakeWhile(line => line.Length > 0).Should().OnlyContain(line => line.Length <= 78);
        if (mail.Header("Content-Transfer-Encoding") == "quoted-printable")
        {
            lines.Should().OnlyContain(line => line.Length <= 78 && line == line.TrimEnd());
        }

        return mail;
    }
}
