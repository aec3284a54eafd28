namespace Ayb.Contracts;

/// <summary>Who is it that shows this API token? Unanswered means that no token is valid.</summary>
public sealed class WhoBears(string token) : Question<Result<Principal>?>
{
    public string Token { get; } = token;

    /// <summary>From where it is shown, so that guesses can be counted; <c>null</c> when it does not come over the network.</summary>
    public ClientAddress? From { get; init; }
}
