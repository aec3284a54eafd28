using System.IO.Compression;
using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying;

/// <summary>An archive with the rows of each table, as a worker writes them.</summary>
internal sealed class CsvContent(DumpingWorker worker, IReadOnlyList<string> tables) : ExportContent
{
    public override async Task<Result<Nothing>> CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var late = new LateStream(target);
        await using (var archive = await ZipArchive.CreateAsync(late, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            var names = new FileNames();
            foreach (var table in tables)
            {
                await using var file = await archive.CreateEntry(names.Of(table), CompressionLevel.Fastest).OpenAsync(cancellationToken);
                if (!(await CopyAsync(table, file, late, cancellationToken)).TryGet(out _, out var error))
                {
                    return error;
                }
            }
        }

        await late.FlushAsync(cancellationToken);
        return new Nothing();
    }

    public override ValueTask DisposeAsync() => worker.DisposeAsync();

    private async Task<Result<Nothing>> CopyAsync(string table, Stream file, LateStream archive, CancellationToken cancellationToken)
    {
        var isWhole = false;
        try
        {
            var copied = await CopyAsync(table, file, cancellationToken);
            isWhole = copied.Succeeded;
            return copied;
        }
        finally
        {
            if (!isWhole)
            {
                archive.BreakOff();
            }
        }
    }

    private async Task<Result<Nothing>> CopyAsync(string table, Stream file, CancellationToken cancellationToken)
    {
        var dumped = await worker.DumpAsync(DumpPart.Csv, table, cancellationToken);
        if (!dumped.TryGet(out var rows, out var error))
        {
            return error;
        }

        await using (rows)
        {
            return await rows.CopyToAsync(file, cancellationToken);
        }
    }
}
