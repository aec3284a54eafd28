using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>A server with alice, who has the database <c>books</c>, and with bob, carol and dave.</summary>
internal sealed record SharingServer(ServerProcess Process, Account Alice, Account Bob, Account Carol, Account Dave)
{
    public static async Task<SharingServer> StartAsync(MetadataEngine engine, string folder)
    {
        var process = await ServerProcess.StartAsync(new ServerProcessOptions(folder)
        {
            Environment = new Dictionary<string, string> { ["AYB__DATABASE_URL"] = await engine.CreateDatabaseAsync(folder) },
        });
        var alice = await Account.RegisterAsync(process, "alice");
        await alice.CreateAsync("books");
        await alice.QueryAsync("books", "CREATE TABLE book (title UNIQUE); INSERT INTO book VALUES ('Middlemarch')");
        return new SharingServer(
            process,
            alice,
            await Account.RegisterAsync(process, "bob"),
            await Account.RegisterAsync(process, "carol"),
            await Account.RegisterAsync(process, "dave"));
    }

    public Task<string> CallAsync(Account? caller, string request, string? body = null, params string[] headers) =>
        Process.CallAsync(caller, request, body, headers);

    public Task<string> QueryAsync(Account? caller, string body, params string[] headers) =>
        CallAsync(caller, "POST alice/books/query", body, headers);

    public Task<string> ShareAsync(Account? caller, Account with, string level) => CallAsync(
        caller, "POST alice/books/share", body: null, $"entity-for-permission: {with.Entity}", $"sharing-level: {level}");

    public Task<string> UpdateAsync(Account? caller, string publicLevel) => CallAsync(
        caller, "PATCH alice/books/update", body: null, $"public-sharing-level: {publicLevel}");

    /// <returns>Its name.</returns>
    public async Task<string> OpenSessionAsync(Account caller)
    {
        var answer = await CallAsync(caller, "POST alice/books/sessions");
        answer.Should().StartWith("201 ");
        return JsonElement.Parse(answer[4..]).GetProperty("session").GetString()!;
    }
}
