using System.Collections.Concurrent;
using Ayb.Contracts;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>
/// Who bears which token and may do what: alice all, bob read, carol nothing, dave look back as well, as a writer's token that is limited to
/// reading. A test may change it while the host runs.
/// <c>token-of-alice</c> and <c>token-of-alice-2</c> are two tokens of one entity.
/// </summary>
internal sealed class Cast
{
    private static readonly AybError InvalidToken = new(ErrorKind.InvalidToken, "Invalid API token");

    private readonly ConcurrentDictionary<string, string> _tokens = new(new Dictionary<string, string>
    {
        ["token-of-alice"] = "alice",
        ["token-of-alice-2"] = "alice",
        ["token-of-bob"] = "bob",
        ["token-of-carol"] = "carol",
        ["token-of-dave"] = "dave",
    });

    private readonly ConcurrentDictionary<string, QueryAccess> _access = new(new Dictionary<string, QueryAccess>
    {
        ["alice"] = QueryAccess.ReadWrite,
        ["bob"] = QueryAccess.ReadOnly,
        ["dave"] = QueryAccess.ReadOnly,
    });

    /// <summary>Names of databases that do not exist, until somebody takes them out.</summary>
    public ConcurrentDictionary<string, bool> Missing { get; } = new();

    public Result<Principal> Who(string token) => _tokens.TryGetValue(token, out var name)
        ? new Principal(new EntityId(name), EntitySlug.Parse(name).Value, $"short-{token}", null)
        : InvalidToken;

    public DatabaseAccess AccessOf(Principal? caller) =>
        caller is not null && _access.TryGetValue(caller.Slug.Value, out var access) && access != QueryAccess.None
            ? new DatabaseAccess(true, access, caller.Slug.Value == "alice", PublicSharingLevel.NoAccess)
            {
                LookBack = access == QueryAccess.ReadWrite || caller.Slug.Value == "dave",
            }
            : DatabaseAccess.None;

    public void Revoke(string token) => _tokens.TryRemove(token, out _);

    public void Grant(string name, QueryAccess access) => _access[name] = access;
}
