using System.Collections.Frozen;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>Decides who may register, when it is asked for and again when it is confirmed: the setting may have changed in between.</summary>
internal sealed class RegistrationPolicy(RegistrationOptions options)
{
    private static readonly AybError Closed = new(
        ErrorKind.RegistrationRefused, "This server takes no registrations. Ask its operator; who has an account can still log in.");

    private readonly AybError _otherDomain = new(
        ErrorKind.RegistrationRefused,
        $"This server takes registrations with addresses of these domains only: {string.Join(", ", options.EmailDomains)}.");

    private readonly FrozenSet<string> _domains =
        options.EmailDomains.Select(domain => MailDomainsAttribute.TryToAscii(domain, out var ascii) ? ascii : domain)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="emailAddress">A valid one.</param>
    /// <returns><c>null</c> when it may register.</returns>
    public AybError? Refusal(string emailAddress) =>
        !options.Open ? Closed
        : _domains.Count == 0 || _domains.Contains(emailAddress[(emailAddress.IndexOf('@') + 1)..]) ? null
        : _otherDomain;
}
