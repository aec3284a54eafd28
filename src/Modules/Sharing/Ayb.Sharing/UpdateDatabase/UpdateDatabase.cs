using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>Changes what a database grants to everybody.</summary>
public sealed record UpdateDatabase(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, PublicSharingLevel PublicLevel) : ICommand<Nothing>, IChange;

internal sealed class UpdateDatabaseHandler(IMediator mediator, PublicLevelStore publicLevels)
    : IRequestHandler<UpdateDatabase, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(UpdateDatabase command, CancellationToken cancellationToken)
    {
        var managed = await ManagedDatabase.FindAsync(
            mediator, command.Caller, command.Owner, command.Database, "update database", cancellationToken);
        if (!managed.TryGet(out var database, out var error))
        {
            return error;
        }

        await publicLevels.SetAsync(database.Id, command.PublicLevel, cancellationToken);
        await mediator.Publish(
            new AccessChanged(command.Caller, database, With: null, WireName.Of(command.PublicLevel)), cancellationToken);
        return new Nothing();
    }
}
