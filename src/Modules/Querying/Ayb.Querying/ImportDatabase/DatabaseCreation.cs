using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using MediatR;

namespace Ayb.Querying;

/// <summary>Creates a database with what somebody sends: it exists with all of it, or not at all.</summary>
internal sealed class DatabaseCreation(IMediator mediator, DatabaseFiles files, ContentLoader loader)
{
    private static readonly AybError NoDatabases = new(ErrorKind.NotSetUp, "This server makes no databases.");

    public async Task<Result<ImportedDatabase>> RunAsync(ImportDatabase request, TransferFolder folder, CancellationToken cancellationToken)
    {
        LoadedRows found = default;
        var question = new NewDatabaseWith(request.Caller, new DatabasePath(request.Owner, request.Database), async (database, cancellation) =>
        {
            var saved = await request.Content!.SaveAsync(folder.Sent, cancellation);
            return saved.TryGet(out _, out var error)
                && (await request.Content.SenderAsync()).TryGet(out _, out error)
                    ? await StageAsync(database, cancellation)
                    : error;
        });
        var created = await mediator.Ask(question, cancellationToken) ?? NoDatabases;
        if (!created.TryGet(out var database, out var error))
        {
            return error;
        }

        await mediator.Send(new RecordImport(database, request.Wish.Table, request.Caller), CancellationToken.None);
        return new ImportedDatabase(Created: true, found.Tables, found.Rows, SafetySnapshot: null);

        Task<Result<StagedFile>> StageAsync(HostedDatabase database, CancellationToken cancellation) =>
            files.StageAsync(database, async (incoming, cancellation) =>
            {
                var made = await MakeAsync(database, incoming, request.Wish, folder, cancellation);
                return made.TryGet(out found, out var error) ? new Nothing() : error;
            }, cancellation);
    }

    private async Task<Result<LoadedRows>> MakeAsync(
        HostedDatabase database, string incoming, ImportWish wish, TransferFolder folder, CancellationToken cancellationToken)
    {
        if (wish.Table is not null)
        {
            return await loader.LoadAsideAsync(database, incoming, folder.Sent, wish, cancellationToken);
        }

        var made = await loader.MakeAsync(database, folder, wish.Kind, cancellationToken);
        if (!made.TryGet(out var file, out var error))
        {
            return error;
        }

        File.Move(file.Path, Path.Combine(incoming, DatabaseFolders.DatabaseFile));
        return file.Found;
    }
}
