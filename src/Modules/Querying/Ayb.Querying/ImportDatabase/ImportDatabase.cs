using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using MediatR;

namespace Ayb.Querying;

/// <summary>
/// Puts what the caller sends in a database's place, or into one of its tables; a database that does not exist is created with it.
/// </summary>
public sealed record ImportDatabase(Principal Caller, EntitySlug Owner, DatabaseSlug Database) : IRequest<Result<ImportedDatabase>>
{
    internal ImportWish Wish { get; init; } = new(ContentKind.Sqlite, null, LoadMode.Script, false);

    /// <summary>Read once it is clear that the caller may import it.</summary>
    internal SentContent? Content { get; init; }
}

/// <param name="Created">Whether the database was not there before.</param>
/// <param name="Tables">How many tables were made or added to.</param>
/// <param name="Rows">How many rows came.</param>
/// <param name="SafetySnapshot">By which id what was replaced can be had again.</param>
public sealed record ImportedDatabase(bool Created, long Tables, long Rows, string? SafetySnapshot);

internal sealed class ImportDatabaseHandler(
    IMediator mediator, LongWork work, TransferFolders folders, DatabaseCreation creation, DatabaseReplacement replacement, ContentLoader loader)
    : IRequestHandler<ImportDatabase, Result<ImportedDatabase>>
{
    public async Task<Result<ImportedDatabase>> Handle(ImportDatabase request, CancellationToken cancellationToken)
    {
        var database = await mediator.Ask(new WhichDatabase(request.Owner, request.Database), cancellationToken);
        var content = request.Content!;
        var refusal = database is null ? null : await RefusalAsync(database, request.Caller, request.Wish, cancellationToken);
        if ((refusal ?? content.Refusal) is { } refused)
        {
            return refused;
        }

        if (!work.Begin(request.Caller.Id).TryGet(out var place, out var error))
        {
            return error;
        }

        using (place)
        {
            using var folder = folders.Create();
            if (database is null)
            {
                return await creation.RunAsync(request, folder, cancellationToken);
            }

            return (await content.SaveAsync(folder.Sent, cancellationToken)).TryGet(out _, out error)
                && (await SenderAsync(database, request, cancellationToken)).TryGet(out var sender, out error)
                    ? await ChangeAsync(database, sender, request, folder, cancellationToken)
                    : error;
        }
    }

    private async Task<Result<ImportedDatabase>> ChangeAsync(
        HostedDatabase database, Principal sender, ImportDatabase request, TransferFolder folder, CancellationToken cancellationToken)
    {
        var wish = request.Wish;
        if (wish.Table is null)
        {
            return (await loader.MakeAsync(database, folder, wish.Kind, cancellationToken)).TryGet(out var file, out var refusal)
                && (await SenderAsync(database, request, cancellationToken)).TryGet(out var by, out refusal)
                    ? await replacement.RunAsync(database, by, wish, file, cancellation => MayStillAsync(database, request, cancellation), cancellationToken)
                    : refusal;
        }

        var loaded = await loader.LoadAsync(database, folder.Sent, wish, cancellationToken);
        if (!loaded.TryGet(out var rows, out var error))
        {
            return error;
        }

        // It is done, whoever has left meanwhile.
        await mediator.Send(new RecordImport(database, wish.Table, sender), CancellationToken.None);
        return new ImportedDatabase(Created: false, rows.Tables, rows.Rows, SafetySnapshot: null);
    }

    /// <summary>
    /// Who has sent it, if they still may: what they send decides how long that takes, how long it takes to load, and whose the database is
    /// by then.
    /// </summary>
    private async Task<Result<Principal>> SenderAsync(HostedDatabase database, ImportDatabase request, CancellationToken cancellationToken)
    {
        if (!(await request.Content!.SenderAsync()).TryGet(out var sender, out var error)
            || !(await mediator.Send(new StillAllowed(sender), cancellationToken)).TryGet(out _, out error))
        {
            return error;
        }

        var now = await mediator.Ask(new WhichDatabase(request.Owner, request.Database), cancellationToken);
        error = now is null || now.Id != database.Id
            ? AybError.NotFound("database", database.Name)
            : await RefusalAsync(now, sender, request.Wish, cancellationToken);
        return error is null ? sender : error;
    }

    private async Task<Result<Nothing>> MayStillAsync(HostedDatabase database, ImportDatabase request, CancellationToken cancellationToken) =>
        (await SenderAsync(database, request, cancellationToken)).TryGet(out _, out var error) ? new Nothing() : error;

    private async Task<AybError?> RefusalAsync(HostedDatabase database, Principal caller, ImportWish wish, CancellationToken cancellationToken)
    {
        var access = await mediator.Ask(new MayAccess(caller, database), cancellationToken) ?? DatabaseAccess.None;
        return (wish.Table is null ? access.Manage : access.Query == QueryAccess.ReadWrite)
            ? null
            : AybError.Forbidden($"Authenticated entity {caller.Slug} can't import {(wish.Table is null ? "a database in the place of" : "rows into")} {database.Name}");
    }
}
