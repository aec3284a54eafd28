using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using MediatR;

namespace Ayb.Querying;

/// <summary>All that is in a database, for who may query it.</summary>
/// <remarks>Whoever gets the answer must dispose it.</remarks>
public sealed record ExportDatabase(Principal Caller, EntitySlug Owner, DatabaseSlug Database, ExportFormat Format)
    : IRequest<Result<DatabaseExport>>;

internal sealed class ExportDatabaseHandler(
    IMediator mediator, LongWork work, DatabaseCopies copies, LoneWorkers lone, TransferFolders folders)
    : IRequestHandler<ExportDatabase, Result<DatabaseExport>>
{
    public async Task<Result<DatabaseExport>> Handle(ExportDatabase request, CancellationToken cancellationToken)
    {
        var found = await QueryableDatabase.FindAsync(mediator, request.Caller, request.Owner, request.Database, cancellationToken);
        if (!found.TryGet(out var queryable, out var error) || !work.Begin(request.Caller.Id).TryGet(out var place, out error))
        {
            return error;
        }

        ExportContent? content = null;
        var isAllowed = false;
        try
        {
            var opened = request.Format == ExportFormat.Sqlite
                ? await CopyAsync(queryable.Database, cancellationToken)
                : await DumpAsync(queryable.Database, request.Format, cancellationToken);
            if (!opened.TryGet(out content, out error))
            {
                return error;
            }

            // To copy it may take minutes.
            var still = await QueryableDatabase.FindAgainAsync(mediator, request.Caller, queryable.Database, cancellationToken);
            isAllowed = still.TryGet(out _, out error);
            return isAllowed ? new DatabaseExport(queryable.Database.Id, request.Format, content, place) : error!;
        }
        finally
        {
            if (!isAllowed)
            {
                using (place)
                {
                    await (content?.DisposeAsync() ?? ValueTask.CompletedTask);
                }
            }
        }
    }

    private async Task<Result<ExportContent>> CopyAsync(HostedDatabase database, CancellationToken cancellationToken)
    {
        var copied = await copies.CopyAsync(database, isForOthers: true, cancellationToken);
        return copied.TryGet(out var copy, out var error) ? await SqliteContent.ReadAsync(copy, cancellationToken) : error;
    }

    private async Task<Result<ExportContent>> DumpAsync(HostedDatabase database, ExportFormat format, CancellationToken cancellationToken)
    {
        var started = await DumpingWorker.StartAsync(database, copies, lone, folders.Create(), cancellationToken);
        if (!started.TryGet(out var worker, out var error))
        {
            return error;
        }

        ExportContent? content = null;
        try
        {
            if (format == ExportFormat.Sql)
            {
                var dumped = await worker.DumpAsync(DumpPart.Sql, "", cancellationToken);
                content = dumped.TryGet(out var script, out error) ? new SqlContent(worker, script) : null;
            }
            else
            {
                var named = await worker.TableNamesAsync(cancellationToken);
                content = named.TryGet(out var names, out error) ? new CsvContent(worker, names) : null;
            }

            return content is null ? error! : content;
        }
        finally
        {
            if (content is null)
            {
                await worker.DisposeAsync();
            }
        }
    }
}
