namespace Ayb.Identity;

/// <summary>The section <c>[registration]</c>.</summary>
public sealed class RegistrationOptions
{
    /// <summary>Whether anybody may register. Who is registered can log in in any case.</summary>
    public bool Open { get; init; } = true;

    /// <summary>Only addresses of these domains may register; their sub-domains are others. None: any address.</summary>
    [MailDomains]
    public IReadOnlyList<string> EmailDomains { get; init; } = [];
}
