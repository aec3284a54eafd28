using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>The databases that may have snapshots: those that exist, and deleted ones that can come back.</summary>
internal sealed class KnownDatabases
{
    private readonly Dictionary<DatabaseId, HostedDatabase> _byId;
    private readonly Dictionary<string, HostedDatabase> _byName;
    private readonly HashSet<DatabaseId> _deleted;

    private KnownDatabases(IReadOnlyList<HostedDatabase> existing, IReadOnlyList<HostedDatabase> deleted)
    {
        All = [.. existing, .. deleted];
        _byId = All.DistinctBy(database => database.Id).ToDictionary(database => database.Id);
        _deleted = [.. deleted.Select(database => database.Id)];
        _byName = existing.DistinctBy(database => database.Name).ToDictionary(database => database.Name);
    }

    public IReadOnlyList<HostedDatabase> All { get; }

    public static async Task<KnownDatabases> AskAsync(IMediator mediator, CancellationToken cancellationToken) => new(
        await mediator.Ask(new WhichDatabasesExist(), cancellationToken) ?? [],
        await mediator.Ask(new WhichDatabasesAreDeleted(), cancellationToken) ?? []);

    public bool IsDeleted(DatabaseId id) => _deleted.Contains(id);

    public HostedDatabase? Find(DatabaseId id) => _byId.GetValueOrDefault(id);

    /// <summary>The one that is called so now: <c>entity/database</c>.</summary>
    public HostedDatabase? Named(string name) => _byName.GetValueOrDefault(name);
}
