using Ayb.Contracts;

namespace Ayb.Sharing;

/// <summary>What the audit log says of a token: <c>read-only, app "Shiny"</c>.</summary>
internal static class TokenDetail
{
    public static string? Of(TokenScope? scope) => scope is null ? null : WireName.Of(scope.Access);

    /// <summary>The name stands last: apps choose it, and nothing that they write there passes for something else.</summary>
    public static string? Of(TokenCreated fact)
    {
        var name = (fact.Origin, fact.Name) switch
        {
            (TokenOrigin.App, { } app) => $"app \"{app}\"",
            (TokenOrigin.App, null) => "app",
            (_, { } given) => $"\"{given}\"",
            _ => null,
        };
        var parts = new[] { Of(fact.Scope), name }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
