using Ayb.Contracts;
using Microsoft.AspNetCore.Http;

namespace Ayb.Querying;

/// <summary>Which version of a database an address asks for: <c>?as_of=…</c>.</summary>
internal static class AsOf
{
    public static readonly AybError NoSessions = AybError.Invalid(
        "Earlier versions are read without sessions: nothing changes them. Leave out as_of, or the session.");

    private static readonly AybError Unclear = AybError.Invalid(
        "as_of must be there once: the id of a snapshot, or a time such as 2026-03-01T12:00:00Z.");

    /// <returns><c>null</c> when the database is meant as it is.</returns>
    public static Result<string?> Of(HttpRequest request)
    {
        // Nearly no request has one, and to look for it allocates.
        if (!request.QueryString.HasValue || !request.Query.TryGetValue("as_of", out var values))
        {
            return (string?)null;
        }

        return values is [{ Length: > 0 } value] ? value : Unclear;
    }
}
