using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>Changes what a database grants to one entity.</summary>
public sealed record ShareDatabase(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, EntitySlug With, SharingLevel Level) : ICommand<Nothing>, IChange;

internal sealed class ShareDatabaseHandler(IMediator mediator, GrantStore grants)
    : IRequestHandler<ShareDatabase, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(ShareDatabase command, CancellationToken cancellationToken)
    {
        var managed = await ManagedDatabase.FindAsync(
            mediator, command.Caller, command.Owner, command.Database, "set permissions for database", cancellationToken);
        if (!managed.TryGet(out var database, out var error))
        {
            return error;
        }

        if (await mediator.Ask(new WhichEntity(command.With), cancellationToken) is not { } entity)
        {
            return AybError.NotFound("entity", command.With.Value);
        }

        if (await mediator.OwnsAsync(entity.Id, database, cancellationToken))
        {
            return new AybError(
                ErrorKind.CantChangeOwner, $"{entity.Slug} owns {database.Name}, so their permissions can't be changed");
        }

        var isHidden = command.Level == SharingLevel.NoAccess && !await MayDiscoverAsync(entity, database, cancellationToken);
        await grants.SetAsync(database.Id, entity, command.Level, cancellationToken);
        await mediator.Publish(
            new AccessChanged(command.Caller, database, entity, WireName.Of(command.Level)) { IsHidden = isHidden },
            cancellationToken);
        return new Nothing();
    }

    private async Task<bool> MayDiscoverAsync(Entity entity, HostedDatabase database, CancellationToken cancellationToken)
    {
        var memberships = await mediator.Ask(new WhichMemberships(entity.Id), cancellationToken) ?? [];
        var themselves = new Principal(entity.Id, entity.Slug, TokenId: string.Empty, Scope: null) { Memberships = memberships };
        return await mediator.Ask(new MayAccess(themselves, database), cancellationToken) is { Discover: true };
    }
}
