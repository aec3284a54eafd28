using System.ComponentModel.DataAnnotations;
using Ayb.Email.Messages;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Email;

/// <summary>The section <c>[email.smtp]</c>: the server that takes mails for the world.</summary>
public sealed class EmailSmtpOptions
{
    /// <summary>Who mails are from: <c>Name &lt;address&gt;</c> or an address.</summary>
    [Mailbox]
    public required string From { get; init; }

    /// <summary>Where answers go, in the same form.</summary>
    [Mailbox]
    public required string ReplyTo { get; init; }

    [MinLength(1)]
    public required string SmtpHost { get; init; }

    /// <summary>With 465 TLS begins with the first byte, with every other port by STARTTLS.</summary>
    [Range(1, 65535)]
    public int SmtpPort { get; init; } = 465;

    /// <summary>Empty for a server that asks for no credentials.</summary>
    public string SmtpUsername { get; init; } = "";

    [Secret]
    public string SmtpPassword { get; init; } = "";
}
