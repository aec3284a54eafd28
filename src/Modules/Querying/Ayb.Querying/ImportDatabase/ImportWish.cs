using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Querying.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ayb.Querying;

/// <summary>What somebody wants to become of what they send.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Table">Which table it becomes; <c>null</c> when it is a whole database.</param>
/// <param name="Mode">What becomes of a table of that name.</param>
/// <param name="WithoutSafetySnapshot">What it replaces need not be kept.</param>
internal sealed record ImportWish(ContentKind Kind, string? Table, LoadMode Mode, bool WithoutSafetySnapshot)
{
    private const int LongestName = 128;

    private static readonly AybError UnknownType = AybError.Invalid(
        "Say what you send by Content-Type: application/vnd.sqlite3, application/sql or text/csv.");

    private static readonly AybError Encoded = AybError.Invalid("Send the content as it is, without a Content-Encoding.");

    private static readonly AybError NoTable = AybError.Invalid(
        $"Name the table that the rows are for: with 1 to {LongestName} visible characters.");

    public static Result<ImportWish> Of(HttpRequest request) =>
        KindOf(request).TryGet(out var kind, out var error)
        && WithoutSnapshot(request).TryGet(out var without, out error)
        && TableOf(request, kind).TryGet(out var table, out error)
        && request.Header("if-exists", IfExists.Fail).TryGet(out var ifExists, out error)
            ? new ImportWish(kind, table, ModeOf(kind, ifExists), without)
            : error;

    private static Result<ContentKind> KindOf(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return Encoded;
        }

        if (string.IsNullOrEmpty(request.ContentType))
        {
            return ContentKind.Sqlite;
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.ToString().ToLowerInvariant() switch
        {
            "application/vnd.sqlite3" or "application/x-sqlite3" or "application/octet-stream" => ContentKind.Sqlite,
            "application/sql" or "application/x-sql" => ContentKind.Sql,
            "text/csv" => ContentKind.Csv,
            _ => UnknownType,
        } : UnknownType;
    }

    private static Result<bool> WithoutSnapshot(HttpRequest request) =>
        !request.OptionalHeader("without-safety-snapshot").TryGet(out var text, out var error) ? error
        : text is null ? false
        : bool.TryParse(text, out var value) ? value
        : AybError.Invalid("The header 'without-safety-snapshot' must be one of: true, false.");

    private static Result<string?> TableOf(HttpRequest request, ContentKind kind)
    {
        if (kind != ContentKind.Csv)
        {
            return (string?)null;
        }

        if (!request.OptionalHeader("table").TryGet(out var encoded, out var error))
        {
            return error;
        }

        var name = Uri.UnescapeDataString(encoded ?? "").Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) ? name : NoTable;
    }

    private static LoadMode ModeOf(ContentKind kind, IfExists ifExists) => (kind, ifExists) switch
    {
        (not ContentKind.Csv, _) => LoadMode.Script,
        (_, IfExists.Append) => LoadMode.AddToTable,
        (_, IfExists.Replace) => LoadMode.ReplaceTable,
        _ => LoadMode.NewTable,
    };
}
