using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using Ayb.Querying.Versions;
using Ayb.Querying.Workers;

namespace Ayb.Querying;

/// <summary>
/// A comparison on its way out: both versions in a folder of their own, and the worker that reads them. Both are gone with it.
/// </summary>
public sealed class VersionsDiff : IAsyncDisposable
{
    private readonly IDisposable _place;
    private LoneWorker? _worker;
    private QueryAnswer? _answer;

    internal VersionsDiff(
        DatabaseId database, DatabaseVersion from, DatabaseVersion? to, DiffFormat format, TransferFolder folder, IDisposable place) =>
        (Database, From, To, Format, Folder, _place) = (database, from, to, format, folder, place);

    public DatabaseId Database { get; }

    public DatabaseVersion From { get; }

    /// <summary><c>null</c> is the database as it is.</summary>
    public DatabaseVersion? To { get; }

    public DiffFormat Format { get; }

    internal TransferFolder Folder { get; }

    /// <summary>What the earlier versions take on the disk, which are fetched for it.</summary>
    internal long Bytes => From.Bytes + (To?.Bytes ?? 0);

    /// <summary>Where they take it from.</summary>
    internal TakenRoom? Room { get; set; }

    /// <returns>A failure when it broke off.</returns>
    public async Task<Result<Nothing>> CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var first = _answer!.Current;
        await target.WriteAsync(DiffHead.Of(this), cancellationToken);
        await target.WriteAsync(first.Bytes[DiffHead.Replaces(Format)..], cancellationToken);
        return first.IsLast ? new Nothing()
            : await _answer.MoveNextAsync(cancellationToken) ? await _answer.CopyToAsync(target, cancellationToken)
            : _answer.Failure!;
    }

    public async ValueTask DisposeAsync()
    {
        using (_place)
        using (Room)
        using (Folder)
        {
            if (_answer is not null)
            {
                await _answer.DisposeAsync();
            }

            if (_worker is not null)
            {
                await _worker.DisposeAsync();
            }
        }
    }

    internal async Task<Result<Nothing>> AskAsync(LoneWorker worker, WorkerQuery query, CancellationToken cancellationToken)
    {
        _worker = worker;
        return (await worker.AskAsync(query, cancellationToken)).TryGet(out _answer, out var error) ? new Nothing() : error;
    }
}
