using Ayb.Contracts;
using Ayb.Infrastructure.Metadata.Export;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Zstd;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>Brings the metadata back from the newest of its snapshots that is whole.</summary>
internal sealed class MetadataRestore(
    MetadataChoice choice, MetadataShelf shelf, MetadataImport import, DiskRoom room, RestoreMark mark, IMediator mediator)
{
    private static readonly AybError NotEmpty = new(
        ErrorKind.Conflict,
        "This server has accounts or databases already, and nothing was changed. Restore with a database_url and a data_path that are empty.");

    private static readonly AybError NoneIsWhole = new(ErrorKind.SnapshotDamaged, "No snapshot of the metadata could be restored; nothing was changed.");

    public async Task<Result<Nothing>> RunAsync(string? wanted, Action<string> tell, CancellationToken cancellationToken)
    {
        var isEmpty = await import.IsEmptyAsync(cancellationToken);
        if (!mark.IsThere && (!isEmpty || await mediator.Ask(new HasFiles(), cancellationToken)))
        {
            return NotEmpty;
        }

        if (!isEmpty)
        {
            tell("The metadata is there: the restore before has got that far. Databases that have a file are left as they are.");
            return new Nothing();
        }

        var chosen = await choice.ChooseAsync(wanted, cancellationToken);
        if (!chosen.TryGet(out var candidates, out var error))
        {
            return error;
        }

        mark.Set();
        foreach (var id in candidates)
        {
            var read = await ReadAsync(id, cancellationToken);
            if (read.TryGet(out _, out error))
            {
                tell($"Metadata: restored from its snapshot {id}");
                return new Nothing();
            }

            tell($"Metadata: its snapshot {id} can't be restored. {error.Message}");
            if (error.Kind is not (ErrorKind.SnapshotDamaged or ErrorKind.SnapshotNotFound))
            {
                mark.Remove();
                return error;
            }
        }

        mark.Remove();
        return NoneIsWhole;
    }

    private async Task<Result<Nothing>> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var opened = await shelf.OpenAsync(id, cancellationToken);
        if (!opened.TryGet(out var found, out var error))
        {
            return error;
        }

        await using (found.Stored)
        {
            await using var plain = new DecompressingStream(found.Stored.Content, Math.Min(found.Snapshot.Bytes, room.Bytes));
            await using var verified = new VerifiedStream(plain, found.Snapshot);
            try
            {
                return await import.ReadAsync(verified, cancellationToken);
            }
            catch (SnapshotException exception)
            {
                return exception.Error;
            }
        }
    }
}
