namespace Ayb.Contracts;

/// <summary>
/// Does this caller's token still count, and what it was known to say of their organizations? Asked inside a command's transaction;
/// a revocation then comes before it or after it, on whichever server. Unanswered means yes: tokens do not end here.
/// </summary>
public sealed class MayStill(Principal caller) : Question<Result<Nothing>?>
{
    public Principal Caller { get; } = caller;
}
