using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying;

/// <summary>Puts what somebody has sent in a database's place, and has what was there kept.</summary>
internal sealed class DatabaseReplacement(IMediator mediator, DatabaseFiles files, DatabaseCopies copies, WorkerPool workers)
{
    public async Task<Result<ImportedDatabase>> RunAsync(
        HostedDatabase database,
        Principal by,
        ImportWish wish,
        LoadedFile file,
        Func<CancellationToken, Task<Result<Nothing>>> mayStill,
        CancellationToken cancellationToken)
    {
        var emptiness = await Emptiness.LookAsync(database, workers, copies, cancellationToken);
        string? kept = null;
        var exchange = new FileExchange(
            database,
            (incoming, _) =>
            {
                File.Move(file.Path, Path.Combine(incoming, DatabaseFolders.DatabaseFile));
                return Task.FromResult<Result<Nothing>>(new Nothing());
            },
            async (last, cancellation) =>
            {
                if (wish.WithoutSafetySnapshot)
                {
                    return KeptState.Unwanted;
                }

                var answer = await mediator.Ask(new KeepSafely(by, database, last), cancellation);
                if (answer is not { } keeping)
                {
                    return await emptiness.HoldsForAsync(last, cancellation) ? KeptState.Empty : NotKept(database);
                }

                var isKept = keeping.TryGet(out var id, out var failure);
                kept = id ?? kept;
                return isKept ? KeptState.Stored : failure!;
            },
            mayStill);
        var replaced = await files.ReplaceAsync(exchange, cancellationToken);
        if (!replaced.TryGet(out _, out var error))
        {
            return error;
        }

        // It is done, whoever has left meanwhile.
        await mediator.Send(new RecordImport(database, Table: null, by), CancellationToken.None);
        return new ImportedDatabase(Created: false, file.Found.Tables, file.Found.Rows, kept);
    }

    private static AybError NotKept(HostedDatabase database) => new(
        ErrorKind.Conflict,
        $"What is in {database.Name} would be lost: this server keeps no snapshots. Export it first, then import without a safety snapshot.")
    {
        Unless = "without-safety-snapshot",
    };
}
