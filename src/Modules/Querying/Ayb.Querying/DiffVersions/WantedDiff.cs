using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Querying.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ayb.Querying;

/// <summary>Which comparison a request wants: <c>?from=…&amp;to=…&amp;rows=false</c>, in the best of the media types that it accepts.</summary>
internal static class WantedDiff
{
    private static readonly (DiffFormat Format, string Type)[] Formats =
        [(DiffFormat.Json, "application/json"), (DiffFormat.Text, "text/plain"), (DiffFormat.Sql, "application/sql")];

    private static readonly AybError NoFrom = AybError.Invalid(
        "from must be there once: the id of a snapshot, or a time such as 2026-03-01T12:00:00Z.");

    private static readonly AybError UnclearTo = AybError.Invalid(
        "to is the id of a snapshot, or a time such as 2026-03-01T12:00:00Z; leave it out to compare with the database as it is.");

    private static readonly AybError UnclearRows = AybError.Invalid("rows is true or false.");

    private static readonly AybError ScriptWithoutRows = AybError.Invalid("A script is nothing without its rows: leave out rows=false.");

    public static string ContentType(DiffFormat format) => format switch
    {
        DiffFormat.Text => "text/plain; charset=utf-8",
        DiffFormat.Sql => "application/sql",
        _ => "application/json",
    };

    public static Result<DiffVersions> Of(HttpRequest request)
    {
        if (!request.RouteEntity().TryGet(out var owner, out var error) || !request.RouteDatabase().TryGet(out var database, out error))
        {
            return error;
        }

        var format = Accepted(request);
        return request.Query["from"] is not [{ Length: > 0 } from] ? NoFrom
            : request.Query["to"] is not ([] or [{ Length: > 0 }]) ? UnclearTo
            : RowsOf(request) is not { } withRows ? UnclearRows
            : !withRows && format == DiffFormat.Sql ? ScriptWithoutRows
            : new DiffVersions(request.Caller(), owner, database, from, request.Query["to"]) { Format = format, WithRows = withRows };
    }

    private static bool? RowsOf(HttpRequest request) => request.Query["rows"] switch
    {
        [] or ["true"] => true,
        ["false"] => false,
        _ => null,
    };

    /// <summary>JSON also when nothing suits.</summary>
    private static DiffFormat Accepted(HttpRequest request) => MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)
        ? Formats
            .Select(offered => (offered.Format, Preference: Preference.For(offered.Type, ranges)))
            .Where(offered => offered.Preference.CompareTo(default) > 0)
            .OrderByDescending(offered => offered.Preference)
            .FirstOrDefault()
            .Format
        : DiffFormat.Json;
}
