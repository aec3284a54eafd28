using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying;

/// <summary>Puts what somebody has sent in a database's place, and has what was there kept.</summary>
internal sealed class DatabaseReplacement(IMediator mediator, DatabaseFiles files, DatabaseCopies copies, WorkerPool workers)
{
    public async Task<Result<ImportedDatabase>> RunAsync(
        HostedDatabase database, Principal by, ImportWish wish, LoadedFile file, CancellationToken cancellationToken)
    {
        var emptiness = await Emptiness.LookAsync(database, workers, copies, cancellationToken);
        string? kept = null;
        var replaced = await files.ReplaceAsync(
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
                    return new Nothing();
                }

                var answer = await mediator.Ask(new KeepSafely(by, database, last), cancellation);
                return answer is not { } keeping ? await emptiness.HoldsForAsync(last, cancellation) ? new Nothing() : NotKept(database)
                    : keeping.TryGet(out kept, out var failure) ? new Nothing()
                    : failure;
            },
            cancellationToken);
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
        $"What is in {database.Name} would be lost: this server keeps no snapshots. Export it first, then import without a safety snapshot.");
}
