namespace Ayb.Contracts;

/// <summary>Somebody registered or wants to log in and must prove that the address is theirs.</summary>
/// <param name="Token">The secret that the mail carries; it must not reach a log.</param>
public sealed record ConfirmationRequested(EntitySlug Entity, string EmailAddress, string Token) : IFact
{
    public override string ToString() => $"{nameof(ConfirmationRequested)} {{ Entity = {Entity} }}";
}
