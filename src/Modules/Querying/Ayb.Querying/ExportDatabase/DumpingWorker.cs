using System.Text;
using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying;

/// <summary>A worker of its own on a copy of the database: however slowly somebody takes the rows, nobody else is held up by it.</summary>
internal sealed class DumpingWorker : IAsyncDisposable
{
    private readonly TransferFolder _folder;
    private readonly LoneWorker _worker;

    private DumpingWorker(TransferFolder folder, LoneWorker worker) => (_folder, _worker) = (folder, worker);

    public static async Task<Result<DumpingWorker>> StartAsync(
        HostedDatabase database, DatabaseCopies copies, LoneWorkers lone, TransferFolder folder, CancellationToken cancellationToken)
    {
        LoneWorker? worker = null;
        try
        {
            return (await copies.CopyIntoAsync(database, isForOthers: true, folder, cancellationToken)).TryGet(out _, out var error)
                && (await lone.StartAsync(database, folder.Path)).TryGet(out worker, out error)
                    ? new DumpingWorker(folder, worker)
                    : error;
        }
        finally
        {
            if (worker is null)
            {
                folder.Dispose();
            }
        }
    }

    public Task<Result<QueryAnswer>> DumpAsync(DumpPart part, string table, CancellationToken cancellationToken) =>
        _worker.AskAsync(WorkerQuery.Dump(part, table), cancellationToken);

    public async Task<Result<string[]>> TableNamesAsync(CancellationToken cancellationToken)
    {
        var dumped = await DumpAsync(DumpPart.TableNames, "", cancellationToken);
        if (!dumped.TryGet(out var answer, out var error))
        {
            return error;
        }

        await using (answer)
        {
            using var names = new MemoryStream();
            return (await answer.CopyToAsync(names, cancellationToken)).TryGet(out _, out error)
                ? Encoding.UTF8.GetString(names.ToArray()).Split('\0', StringSplitOptions.RemoveEmptyEntries)
                : error;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (_folder)
        {
            await _worker.DisposeAsync();
        }
    }
}
