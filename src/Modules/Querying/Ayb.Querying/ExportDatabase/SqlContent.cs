using Ayb.Contracts;

namespace Ayb.Querying;

/// <summary>A script, as a worker writes it.</summary>
internal sealed class SqlContent(DumpingWorker worker, QueryAnswer script) : ExportContent
{
    public override Task<Result<Nothing>> CopyToAsync(Stream target, CancellationToken cancellationToken) => script.CopyToAsync(target, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await script.DisposeAsync();
        await worker.DisposeAsync();
    }
}
