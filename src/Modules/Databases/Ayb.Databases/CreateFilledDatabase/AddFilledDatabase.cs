using Ayb.Contracts;
using MediatR;

namespace Ayb.Databases;

/// <summary>The file of a database is in its place: now it exists, if <paramref name="By"/> may still have it.</summary>
/// <param name="By">Who has asked for it; the plan has counted it already.</param>
/// <param name="Database">As it was planned.</param>
/// <param name="PublicLevel">What it grants to everybody.</param>
/// <param name="Origin">What it is a fork of.</param>
internal sealed record AddFilledDatabase(
    Principal By, HostedDatabase Database, PublicSharingLevel PublicLevel, HostedDatabase? Origin) : ICommand<Nothing>, IManagingCommand
{
    Principal IManagingCommand.Caller => By;
}

internal sealed class AddFilledDatabaseHandler(NewDatabases databases, IMediator mediator)
    : IRequestHandler<AddFilledDatabase, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(AddFilledDatabase command, CancellationToken cancellationToken)
    {
        var (by, database) = (command.By, command.Database);
        var added = await databases.AddAsync(by, database, command.PublicLevel, cancellationToken);
        if (added.Succeeded && command.Origin is { } origin)
        {
            await mediator.Publish(new DatabaseForked(by, origin, database), cancellationToken);
        }

        return added;
    }
}
