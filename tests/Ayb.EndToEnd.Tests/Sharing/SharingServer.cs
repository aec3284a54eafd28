using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>
/// A server with alice, who has the database <c>books</c>, and with bob, carol and dave. Alice also owns the organizations
/// acme, which has a database <c>books</c> as well, and guild.
/// </summary>
internal sealed record SharingServer(ServerProcess Process, Account Alice, Account Bob, Account Carol, Account Dave)
{
    /// <summary>What <see cref="InviteAsync"/> answers for who is no member yet.</summary>
    public const string Invited = """200 {"state":"invited"}""";

    /// <summary>What is shared and queried.</summary>
    public string Database { get; init; } = "alice/books";

    /// <summary>The same server, for acme's database.</summary>
    public SharingServer OfAcme => this with { Database = "acme/books" };

    public static async Task<SharingServer> StartAsync(MetadataEngine engine, string folder)
    {
        var process = await ServerProcess.StartAsync(new ServerProcessOptions(folder)
        {
            Environment = new Dictionary<string, string>
            {
                ["AYB__DATABASE_URL"] = await engine.CreateDatabaseAsync(folder),
                ["AYB__LIMITS__SESSION_IDLE"] = "30s",
                // Revoked tokens are shown over and over, all from one address.
                ["AYB__RATE_LIMITS__TOKEN_FAILURES_PER_ADDRESS"] = "60000/1m",
            },
        });
        var alice = await Account.RegisterAsync(process, "alice");
        await alice.CreateAsync("books");
        var server = new SharingServer(
            process,
            alice,
            await Account.RegisterAsync(process, "bob"),
            await Account.RegisterAsync(process, "carol"),
            await Account.RegisterAsync(process, "dave"));
        (await server.CallAsync(alice, "POST organizations", null, "entity: acme")).Should().StartWith("201 ");
        (await server.CallAsync(alice, "POST organizations", null, "entity: guild")).Should().StartWith("201 ");
        (await server.CallAsync(alice, "POST acme/books/create", null, "db-type: sqlite")).Should().StartWith("201 ");
        foreach (var one in new[] { server, server.OfAcme })
        {
            (await one.QueryAsync(alice, "CREATE TABLE book (title UNIQUE); INSERT INTO book VALUES ('Middlemarch')")).Should().StartWith("200 ");
        }

        return server;
    }

    /// <summary>The same server, with another database of alice's, which has the same book.</summary>
    public async Task<SharingServer> CreateAsync(string slug)
    {
        await Alice.CreateAsync(slug);
        var created = this with { Database = $"alice/{slug}" };
        (await created.QueryAsync(Alice, "CREATE TABLE book (title UNIQUE); INSERT INTO book VALUES ('Middlemarch')")).Should().StartWith("200 ");
        return created;
    }

    /// <returns>The same account, with another token.</returns>
    public async Task<Account> TokenAsync(Account caller, params string[] headers)
    {
        var answer = await CallAsync(caller, "POST tokens", body: null, headers);
        answer.Should().StartWith("201 ");
        return caller with { Token = TokenIn(answer) };
    }

    public static string TokenIn(string answer) => JsonElement.Parse(answer[4..]).GetProperty("token").GetString()!;

    public Task<string> CallAsync(Account? caller, string request, string? body = null, params string[] headers) =>
        Process.CallAsync(caller, request, body, headers);

    public Task<string> QueryAsync(Account? caller, string body, params string[] headers) =>
        CallAsync(caller, $"POST {Database}/query", body, headers);

    public Task<string> ShareAsync(Account? caller, Account with, string level) => ShareAsync(caller, with.Entity, level);

    public Task<string> ShareAsync(Account? caller, string with, string level) => CallAsync(
        caller, $"POST {Database}/share", body: null, $"entity-for-permission: {with}", $"sharing-level: {level}");

    public Task<string> UpdateAsync(Account? caller, string publicLevel) => CallAsync(
        caller, $"PATCH {Database}/update", body: null, $"public-sharing-level: {publicLevel}");

    /// <summary>Who is invited accepts.</summary>
    /// <param name="caller">Who says it.</param>
    /// <param name="organization">Of which organization.</param>
    /// <param name="member">Of whom.</param>
    /// <param name="role"><c>null</c>: they do not belong to it any more.</param>
    public async Task<string> SetMemberAsync(Account caller, string organization, Account member, string? role)
    {
        if (role is null)
        {
            return await CallAsync(caller, $"DELETE entity/{organization}/members/{member.Entity}");
        }

        var answer = await InviteAsync(caller, organization, member, role);
        return answer == Invited ? await JoinAsync(member, organization) : answer;
    }

    public Task<string> InviteAsync(Account caller, string organization, Account member, string role) =>
        CallAsync(caller, $"PUT entity/{organization}/members/{member.Entity}", body: null, $"role: {role}");

    public Task<string> JoinAsync(Account caller, string organization) => CallAsync(caller, $"PUT organizations/{organization}");

    /// <returns>Its name.</returns>
    public async Task<string> OpenSessionAsync(Account caller)
    {
        var answer = await CallAsync(caller, $"POST {Database}/sessions");
        answer.Should().StartWith("201 ");
        return JsonElement.Parse(answer[4..]).GetProperty("session").GetString()!;
    }
}
