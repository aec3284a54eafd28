using System.Net.Http.Headers;

namespace Ayb.EndToEnd.Tests.Snapshots;

/// <summary>Whole databases on their way out and in, as marcua sends them.</summary>
internal static class Transfers
{
    public const string SqliteFile = "application/vnd.sqlite3";
    public const string Script = "application/sql";
    public const string Rows = "text/csv";

    public static async Task<byte[]> ExportAsync(this SnapshotServer server, string database, string type)
    {
        using var request = Request(server, HttpMethod.Get, $"{database}/export");
        request.Headers.Accept.ParseAdd(type);
        using var response = await server.Process.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <returns>The status and the answer.</returns>
    public static async Task<string> ImportAsync(this SnapshotServer server, string database, string type, byte[] content, string? table = null)
    {
        using var request = Request(server, HttpMethod.Put, $"{database}/import");
        request.Content = new ByteArrayContent(content);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (table is not null)
        {
            request.Headers.Add("table", table);
            request.Headers.Add("if-exists", "replace");
        }

        using var response = await server.Process.Http.SendAsync(request);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    private static HttpRequestMessage Request(SnapshotServer server, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri($"/v1/marcua/{path}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Marcua.Token);
        return request;
    }
}
