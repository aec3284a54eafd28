using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>What a database grants to single entities, for those who manage it.</summary>
public sealed record ListPermissions(Principal Caller, EntitySlug Owner, DatabaseSlug Database) : IQuery<PermissionList>;

/// <param name="Permissions">Sorted by slug; also those that take access away.</param>
public sealed record PermissionList(IReadOnlyList<ListedGrant> Permissions);

public sealed record ListedGrant(string EntitySlug, SharingLevel SharingLevel);

internal sealed class ListPermissionsHandler(IMediator mediator, GrantStore grants)
    : IRequestHandler<ListPermissions, Result<PermissionList>>
{
    public async Task<Result<PermissionList>> Handle(ListPermissions query, CancellationToken cancellationToken)
    {
        var managed = await ManagedDatabase.FindAsync(
            mediator, query.Caller, query.Owner, query.Database, "list permissions for database", cancellationToken);
        if (!managed.TryGet(out var database, out var error))
        {
            return error;
        }

        var rows = await grants.ListAsync(database.Id, cancellationToken);
        return new PermissionList([.. rows.Select(row => new ListedGrant(row.EntitySlug, row.ToLevel()))]);
    }
}
