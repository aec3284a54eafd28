using Ayb.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ayb.Querying;

/// <summary>What a request wants a database as: by name in the address, or by the media types that it accepts.</summary>
internal static class WantedExport
{
    private static readonly (ExportFormat Format, string Type, string Extension)[] Formats =
    [
        (ExportFormat.Sqlite, "application/vnd.sqlite3", ".sqlite"),
        (ExportFormat.Sql, "application/sql", ".sql"),
        (ExportFormat.Csv, "application/zip", ".csv.zip"),
    ];

    public static (string Type, string Extension) Describe(ExportFormat format)
    {
        var (_, type, extension) = Array.Find(Formats, known => known.Format == format);
        return (type, extension);
    }

    public static Result<ExportFormat> Of(HttpRequest request) =>
        !request.Query.TryGetValue("format", out var named) ? Accepted(request)
        : WireName.TryParse<ExportFormat>(named.ToString(), out var format) ? format
        : AybError.Invalid($"The format of an export is one of: {WireName.All<ExportFormat>()}.");

    /// <summary>SQLite's file also when nothing suits, as a browser asks for it.</summary>
    private static ExportFormat Accepted(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges))
        {
            return ExportFormat.Sqlite;
        }

        // A zip of CSV is what text/csv can get of many tables.
        return Formats
            .Select(offered => (offered.Format, Preference: Best(offered, ranges)))
            .Where(offered => offered.Preference.CompareTo(default) > 0)
            .OrderByDescending(offered => offered.Preference)
            .FirstOrDefault()
            .Format;
    }

    private static Preference Best((ExportFormat Format, string Type, string Extension) offered, IList<MediaTypeHeaderValue> ranges)
    {
        var own = Preference.For(offered.Type, ranges);
        var csv = offered.Format == ExportFormat.Csv ? Preference.For("text/csv", ranges) : default;
        return csv.CompareTo(own) > 0 ? csv : own;
    }
}
