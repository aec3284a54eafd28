namespace Ayb.Email.Smtp;

/// <summary>How patient and how credulous we are with a server.</summary>
internal sealed record SmtpLimits
{
    /// <summary>For connecting, for a handshake, and for each command with its reply.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For the content and its reply: servers look for spam before they answer.</summary>
    public TimeSpan Content { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For saying goodbye, when the mail is already delivered.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>RFC 5321 allows 512 octets; real servers exceed it now and then.</summary>
    public int ReplyLineBytes { get; init; } = 4096;

    public int ReplyLines { get; init; } = 128;
}
