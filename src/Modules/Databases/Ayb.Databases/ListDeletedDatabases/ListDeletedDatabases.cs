using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>What an entity has deleted and can bring back, the latest first.</summary>
public sealed record ListDeletedDatabases(Principal Caller, EntitySlug Owner) : IQuery<DeletedDatabaseList>;

public sealed record DeletedDatabaseList(IReadOnlyList<ListedDeletedDatabase> DeletedDatabases);

/// <param name="Slug">What it was called.</param>
/// <param name="DatabaseId">What it is known by among others of that name.</param>
/// <param name="DeletedAt">Since when nobody reaches it.</param>
/// <param name="PurgedAt">From then on it can't come back.</param>
public sealed record ListedDeletedDatabase(string Slug, string DatabaseId, DateTime DeletedAt, DateTime PurgedAt);

internal sealed class ListDeletedDatabasesHandler(DeletedDatabaseStore deleted, IMediator mediator)
    : IRequestHandler<ListDeletedDatabases, Result<DeletedDatabaseList>>
{
    public async Task<Result<DeletedDatabaseList>> Handle(ListDeletedDatabases query, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichEntity(query.Owner), cancellationToken) is not { } owner)
        {
            return AybError.NotFound("entity", query.Owner.Value);
        }

        if (OwnedDatabase.Refuses(query.Caller, owner.Id, "list deleted", $"databases of {owner.Slug}") is { } refusal)
        {
            return refusal;
        }

        var rows = await deleted.ListAsync(owner.Id, cancellationToken);
        return new DeletedDatabaseList([.. rows.Select(row => new ListedDeletedDatabase(
            row.Slug, row.Id, DeletedDatabaseStore.Time(row.DeletedAt), deleted.PurgedAt(row)))]);
    }
}
