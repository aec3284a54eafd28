namespace Ayb.Identity;

/// <summary>
/// Where mails to an address most probably end up: what follows a <c>+</c> names no other mailbox nearly everywhere,
/// and neither do capital letters. Good enough to count mails by, and for nothing else.
/// </summary>
internal readonly record struct Mailbox(string Name)
{
    /// <param name="emailAddress">A valid one.</param>
    public static Mailbox Of(string emailAddress)
    {
        var at = emailAddress.IndexOf('@');
        var plus = emailAddress.AsSpan(0, at).IndexOf('+');
        var local = emailAddress.AsSpan(0, plus > 0 ? plus : at);
        return new Mailbox($"{local}{emailAddress.AsSpan(at)}".ToLowerInvariant());
    }
}
