using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.EndToEnd.Tests.Snapshots;

namespace Ayb.EndToEnd.Tests.Lives;

/// <summary>What the scenarios say to the server.</summary>
internal static class LifeCalls
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <returns>The whole answer, or what follows its status if that is the one.</returns>
    public static async Task<string> DoAsync(
        this SnapshotServer server, Account? caller, string request, string? body = null, params string[] headers)
    {
        var answer = await server.Process.CallAsync(caller, request, body, headers);
        answer.Should().StartWith("2", $"{request} should succeed, and says {answer}");
        return answer.Length > 4 ? answer[4..] : "";
    }

    public static async Task<string> StatusAsync(
        this SnapshotServer server, Account? caller, string request, string? body = null, params string[] headers) =>
        (await server.Process.CallAsync(caller, request, body, headers))[..3];

    /// <summary>The first row's first value.</summary>
    public static async Task<string?> ValueAsync(
        this SnapshotServer server, Account caller, string database, string sql, params string[] headers) =>
        JsonElement.Parse(await server.DoAsync(caller, $"POST {database}/query", sql, headers)).GetProperty("rows")[0][0].GetString();

    public static async Task<string> SessionAsync(this SnapshotServer server, Account caller, string database) =>
        JsonElement.Parse(await server.DoAsync(caller, $"POST {database}/sessions")).GetProperty("session").GetString()!;

    /// <returns>The same account, with a token for one database alone.</returns>
    public static async Task<Account> NarrowedAsync(this SnapshotServer server, Account caller, string database) => caller with
    {
        Token = JsonElement.Parse(await server.DoAsync(caller, "POST tokens", null, $"database: {database}")).GetProperty("token").GetString()!,
    };

    public static Task<string> ShareAsync(this SnapshotServer server, string database, Account with, string level) => server.DoAsync(
        server.Marcua, $"POST {database}/share", null, $"entity-for-permission: {with.Entity}", $"sharing-level: {level}");

    public static Task<string> DeleteAsync(this SnapshotServer server, string database) =>
        server.DoAsync(server.Marcua, $"DELETE {database}", null, $"database-name: {database}");

    /// <summary>Asks again and again, until it is so.</summary>
    public static async Task UntilAsync(this SnapshotServer server, Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await isSo())
        {
            deadline.IsCancellationRequested.Should().BeFalse("it should be so by now:\n{0}", server.Process.Output);
            await server.Process.CallAsync(null, "GET isolation");
        }
    }
}
