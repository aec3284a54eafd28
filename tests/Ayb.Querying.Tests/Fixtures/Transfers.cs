using System.Net.Http.Headers;
using System.Text;
using Ayb.Contracts;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>Exports and imports as clients ask for them.</summary>
internal static class Transfers
{
    public const string Sqlite = "application/vnd.sqlite3";
    public const string Sql = "application/sql";
    public const string Csv = "text/csv";

    /// <summary>A server that keeps snapshots under the id "kept", and creates databases for alice.</summary>
    public static void KeepAndCreate(ModuleHostOptions options)
    {
        options.Answer<KeepSafely>(question => question.Answer("kept"));
        options.Services(services => services.AddScoped<INotificationHandler<NewDatabaseWith>, Creation>());
    }

    public static Task<HttpResponseMessage> ExportAsync(
        this ModuleHost host, string query = "", string? caller = "alice", string? accept = null, string path = "alice/db", HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/{path}/export{query}");
        request.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("accept", accept);
        }

        return host.Http.SendAsync(request, completion).WaitAsync(QueryingHost.Deadline);
    }

    public static async Task<byte[]> BytesAsync(this Task<HttpResponseMessage> pending)
    {
        var response = await pending;
        response.IsSuccessStatusCode.Should().BeTrue(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync());
        return await response.Content.ReadAsByteArrayAsync();
    }

    public static Task<HttpResponseMessage> ImportAsync(
        this ModuleHost host,
        byte[] content,
        string? type = Sqlite,
        string? caller = "alice",
        string path = "alice/db",
        CancellationToken cancellationToken = default,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/{path}/import") { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
            }
        }

        return host.Http.SendAsync(request, cancellationToken).WaitAsync(QueryingHost.Deadline, cancellationToken);
    }

    public static Task<HttpResponseMessage> ImportAsync(
        this ModuleHost host,
        string content,
        string type,
        string? caller = "alice",
        string path = "alice/db",
        CancellationToken cancellationToken = default,
        params (string Name, string Value)[] headers) =>
        host.ImportAsync(Encoding.UTF8.GetBytes(content), type, caller, path, cancellationToken, headers);

    /// <summary>The SQLite file of a database in which this has run.</summary>
    public static async Task<byte[]> FileOfAsync(this ModuleHost host, string sql)
    {
        await host.ValueAsync($"{sql}; SELECT 1", path: "alice/db-source");
        return await host.ExportAsync(path: "alice/db-source").BytesAsync();
    }

    /// <summary>Waits until nothing is under way any more, and looks whether it has left something behind.</summary>
    public static async Task ShouldLeaveNothingAsync(this ModuleHost host)
    {
        var transfers = Path.Combine(host.Folder, "transfers");
        using var deadline = new CancellationTokenSource(QueryingHost.Deadline);
        while (Directory.Exists(transfers) && Directory.EnumerateFileSystemEntries(transfers).Any())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await host.ValueAsync("SELECT 1");
        }

        var databases = Path.Combine(host.Folder, "databases");
        Directory.GetFileSystemEntries(databases).Select(Path.GetFileName).Should().NotContain(name => name!.Contains('.'), "there is nothing beside the folders of databases");
        foreach (var folder in Directory.GetDirectories(databases))
        {
            Directory.GetFiles(folder).Select(Path.GetFileName).Should().BeSubsetOf(["database.sqlite", "database.sqlite-wal", "worker.lock"]);
        }
    }

    private sealed class Creation(Cast cast) : INotificationHandler<NewDatabaseWith>
    {
        public async Task Handle(NewDatabaseWith question, CancellationToken cancellationToken)
        {
            if (question.Caller.Slug.Value != "alice")
            {
                question.Answer(AybError.Forbidden("not yours"));
                return;
            }

            var database = QueryingHost.Database(question.Path.Slug.Value);
            var staged = await question.Stage(database, cancellationToken);
            if (staged.TryGet(out var file, out var error))
            {
                file.Confirm();
                cast.Missing.TryRemove(database.Slug.Value, out _);
                question.Answer(database);
            }
            else
            {
                question.Answer(error);
            }
        }
    }
}
