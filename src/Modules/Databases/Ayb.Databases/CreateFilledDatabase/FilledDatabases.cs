using Ayb.Contracts;
using MediatR;

namespace Ayb.Databases;

/// <summary>
/// Creates databases that begin with a content: first the file, which is long in coming, then the row, in a transaction of its own.
/// Nobody finds the one without the other.
/// </summary>
internal sealed class FilledDatabases(IMediator mediator)
{
    /// <param name="caller">Whose it is to be, or whose organization's.</param>
    /// <param name="path">What it is to be called.</param>
    /// <param name="publicLevel">What it grants to everybody.</param>
    /// <param name="origin">What it is a fork of.</param>
    /// <param name="stage">Makes its file ready.</param>
    /// <param name="cancellationToken">Ends it, as long as the file is not ready.</param>
    public async Task<Result<HostedDatabase>> CreateAsync(
        Principal caller,
        DatabasePath path,
        PublicSharingLevel publicLevel,
        HostedDatabase? origin,
        Func<HostedDatabase, CancellationToken, Task<Result<StagedFile>>> stage,
        CancellationToken cancellationToken)
    {
        var plan = await mediator.Send(new PlanDatabase(caller, path), cancellationToken);
        if (!plan.TryGet(out var planned, out var error))
        {
            return error;
        }

        var database = planned with { Origin = origin?.Id };
        if (!(await stage(database, cancellationToken)).TryGet(out var file, out error))
        {
            return error;
        }

        // Not to be cancelled, and an exception ends it here: whether the database exists is not known then, so its file is left to
        // the next start of the server, which can find out.
        var added = await mediator.Send(new AddFilledDatabase(caller, database, publicLevel, origin), CancellationToken.None);
        if (!added.TryGet(out _, out error))
        {
            file.Drop();
            return error;
        }

        file.Confirm();
        return database;
    }
}
