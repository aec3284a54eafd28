using System.Net;
using System.Text;
using Ayb.Email.Messages;

namespace Ayb.Email.Smtp;

/// <summary>One connection to a server, from its greeting to our goodbye.</summary>
internal sealed class SmtpConversation(
    SmtpWire wire, SmtpEndpoint endpoint, SmtpTrust trust, SmtpLimits limits, SmtpPatience patience)
{
    // RFC 5321, section 4.5.3.1.4, with the line's end.
    private const int MaxCommand = 510;

    private SmtpExtensions _extensions = SmtpExtensions.None;

    /// <summary>Greets, and makes sure that nobody listens: without TLS there is no conversation beyond this machine.</summary>
    public async Task OpenAsync(IPEndPoint local, IPEndPoint remote, CancellationToken cancellationToken)
    {
        if (endpoint.ImplicitTls)
        {
            await StartTlsAsync(cancellationToken);
        }

        var greeting = await patience.WaitAsync("its greeting", limits.Step, wire.ReadReplyAsync, cancellationToken);
        Expect(greeting.Code == 220, "the connection", greeting);
        var hello = SmtpHello.Of(local.Address);
        await GreetAsync(hello, cancellationToken);
        if (endpoint.ImplicitTls)
        {
            return;
        }

        if (_extensions.StartTls)
        {
            var ready = await AskAsync("STARTTLS", "STARTTLS", cancellationToken);
            Expect(ready.Code == 220, "STARTTLS", ready);
            await StartTlsAsync(cancellationToken);
            await GreetAsync(hello, cancellationToken);
        }
        else if (!IsThisMachine(remote.Address))
        {
            throw new SmtpFailureException("the server does not offer STARTTLS");
        }
    }

    public async Task LogInAsync(string username, string password, CancellationToken cancellationToken)
    {
        if (username.Length == 0)
        {
            return;
        }

        var reply = _extensions switch
        {
            { AuthPlain: true } => await LogInPlainlyAsync(username, password, cancellationToken),
            { AuthLogin: true } => await LogInStepwiseAsync(username, password, cancellationToken),
            _ => throw new SmtpFailureException("the server offers neither AUTH PLAIN nor AUTH LOGIN"),
        };
        Expect(reply.Code == 235, "AUTH", reply);
    }

    public async Task SendAsync(EmailAddress from, EmailAddress to, byte[] message, CancellationToken cancellationToken)
    {
        var needsUtf8 = from.NeedsSmtpUtf8 || to.NeedsSmtpUtf8;
        if (needsUtf8 && !_extensions.SmtpUtf8)
        {
            throw new SmtpFailureException("the server does not take addresses beyond ASCII", isFinal: true);
        }

        var sender = await AskAsync($"MAIL FROM:<{from}>{(needsUtf8 ? " SMTPUTF8" : "")}", "MAIL", cancellationToken);
        Expect(sender.IsPositive, "MAIL", sender);
        var recipient = await AskAsync($"RCPT TO:<{to}>", "RCPT", cancellationToken);
        ExpectOfMail(recipient.IsPositive, "RCPT", recipient);
        var data = await AskAsync("DATA", "DATA", cancellationToken);
        ExpectOfMail(data.Code == 354, "DATA", data);

        // From here on the mail may arrive whatever we do: it is not called back.
        var outcome = await patience.WaitAsync("the content", limits.Content, SendContentAsync, CancellationToken.None);
        ExpectOfMail(outcome.IsPositive, "the content", outcome);

        async Task<SmtpReply> SendContentAsync(CancellationToken limit)
        {
            await wire.WriteAsync(SmtpContent.Of(message), limit);
            return await wire.ReadReplyAsync(limit);
        }
    }

    /// <summary>Says goodbye. Whatever comes of it, the mail is delivered.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await patience.WaitAsync("QUIT", limits.Farewell, limit => ExchangeAsync("QUIT", limit), CancellationToken.None);
        }
        catch (Exception exception) when (exception is SmtpFailureException or IOException)
        {
            // Many servers just hang up.
        }
    }

    private async Task GreetAsync(string hello, CancellationToken cancellationToken)
    {
        var reply = await AskAsync($"EHLO {hello}", "EHLO", cancellationToken);
        if (reply.IsPermanent)
        {
            _extensions = SmtpExtensions.None;
            reply = await AskAsync($"HELO {hello}", "HELO", cancellationToken);
            Expect(reply.IsPositive, "HELO", reply);
            return;
        }

        Expect(reply.IsPositive, "EHLO", reply);
        _extensions = SmtpExtensions.In(reply);
    }

    private async Task<SmtpReply> LogInPlainlyAsync(string username, string password, CancellationToken cancellationToken)
    {
        var credentials = Base64($"\0{username}\0{password}");
        var command = $"AUTH PLAIN {credentials}";
        if (command.Length <= MaxCommand)
        {
            return await AskAsync(command, "AUTH", cancellationToken);
        }

        var reply = await AskAsync("AUTH PLAIN", "AUTH", cancellationToken);
        return reply.Code == 334 ? await AskAsync(credentials, "AUTH", cancellationToken) : reply;
    }

    private async Task<SmtpReply> LogInStepwiseAsync(string username, string password, CancellationToken cancellationToken)
    {
        var reply = await AskAsync("AUTH LOGIN", "AUTH", cancellationToken);
        if (reply.Code == 334)
        {
            reply = await AskAsync(Base64(username), "AUTH", cancellationToken);
        }

        return reply.Code == 334 ? await AskAsync(Base64(password), "AUTH", cancellationToken) : reply;
    }

    private Task StartTlsAsync(CancellationToken cancellationToken) =>
        patience.WaitAsync("TLS", limits.Step, limit => wire.StartTlsAsync(trust.For(endpoint.Host), limit), cancellationToken);

    private Task<SmtpReply> AskAsync(string command, string step, CancellationToken cancellationToken) =>
        patience.WaitAsync(step, limits.Step, limit => ExchangeAsync(command, limit), cancellationToken);

    private async Task<SmtpReply> ExchangeAsync(string command, CancellationToken cancellationToken)
    {
        await wire.WriteLineAsync(command, cancellationToken);
        return await wire.ReadReplyAsync(cancellationToken);
    }

    private static void Expect(bool condition, string step, SmtpReply reply)
    {
        if (!condition)
        {
            throw SmtpFailureException.Unexpected(step, reply);
        }
    }

    /// <summary>What a server refuses for good here concerns this mail, not us.</summary>
    private static void ExpectOfMail(bool condition, string step, SmtpReply reply)
    {
        if (!condition)
        {
            throw SmtpFailureException.Unexpected(step, reply, isFinal: reply is { IsPermanent: true, ConcernsAuthentication: false });
        }
    }

    private static bool IsThisMachine(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
