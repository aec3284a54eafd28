namespace Ayb.Contracts;

/// <summary>Who is it that shows this API token? Unanswered means that no token is valid.</summary>
public sealed class WhoBears(string token) : Question<Result<Principal>?>
{
    public string Token { get; } = token;
}
