using System.Data.Common;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Dapper;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>
/// Reads what <see cref="MetadataExport"/> has written into metadata that is empty: all of it in one transaction, or nothing. The tables
/// are then those of the versions that the export names, and <see cref="MetadataMigrator"/> brings them to this build's.
/// </summary>
public sealed class MetadataImport(IMetadataDatabase database, IEnumerable<ModuleMigrations> modules, MetadataMigrator migrator)
{
    /// <returns>Whether there is no row but those of migrations.</returns>
    /// <exception cref="NewerSchemaException">The metadata was migrated by a newer build.</exception>
    /// <exception cref="ConfigurationException">The metadata database can't be used.</exception>
    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => OrUnusableAsync(async () =>
    {
        // What it has to create to look is rolled back.
        await using var writer = await OpenAsync(cancellationToken);
        return await FindEmptyTablesAsync(writer) is not null;
    });

    /// <param name="source">Read once, to its end; what it throws is passed on, and nothing has changed.</param>
    /// <param name="cancellationToken">Ends it, and nothing has changed.</param>
    /// <returns>
    /// <see cref="ErrorKind.SnapshotDamaged"/> if it is not what was written; <see cref="ErrorKind.Conflict"/> if the metadata is not empty,
    /// or if this build does not know all that the export holds.
    /// </returns>
    /// <exception cref="ConfigurationException">The metadata database can't be used.</exception>
    public Task<Result<Nothing>> ReadAsync(Stream source, CancellationToken cancellationToken) => OrUnusableAsync<Result<Nothing>>(async () =>
    {
        await using var writer = await OpenAsync(cancellationToken);
        if (await FindEmptyTablesAsync(writer) is not { } left)
        {
            return ExportErrors.NotEmpty;
        }

        foreach (var table in left.Reverse())
        {
            await writer.Connection.ExecuteAsync(table.Drop, transaction: writer.Transaction);
        }

        await AppliedMigrations.ForgetAsync(writer);
        var read = await FillAsync(writer, source, cancellationToken);
        if (read.Error is null)
        {
            await database.ContinueIdsAsync(writer, cancellationToken);
            await writer.CommitAsync();
        }

        return read;
    });

    private async Task<MetadataWriter> OpenAsync(CancellationToken cancellationToken)
    {
        var writer = await database.OpenWriterAsync(cancellationToken);
        await database.LockMigrationsAsync(writer, cancellationToken);
        await AppliedMigrations.CreateAsync(writer);
        return writer;
    }

    /// <returns>The tables of a server that has started and done nothing else; <c>null</c> if one of them has a row.</returns>
    private async Task<IReadOnlyList<MetadataTable>?> FindEmptyTablesAsync(MetadataWriter writer)
    {
        var versions = await AppliedMigrations.ReadAsync(writer);
        versions.MustBeKnown(modules, database.Engine);
        var tables = MetadataSchema.At(versions, modules).Tables;
        foreach (var table in tables)
        {
            if (await writer.Connection.ExecuteScalarAsync<long>(table.Count, transaction: writer.Transaction) > table.FirstRows)
            {
                return null;
            }
        }

        return tables;
    }

    private async Task<Result<Nothing>> FillAsync(MetadataWriter writer, Stream source, CancellationToken cancellationToken)
    {
        try
        {
            await using var lines = new JsonLineReader(source);
            if (!await lines.MoveNextAsync(cancellationToken))
            {
                return ExportErrors.Damaged("it is empty");
            }

            if (!ExportHead.Read(lines.Current, modules).TryGet(out var versions, out var error))
            {
                return error;
            }

            var schema = await CreateAsync(versions, writer);
            await using var tables = new TableFiller(schema, database.WithGivenIds, writer);
            while (await lines.MoveNextAsync(cancellationToken))
            {
                if (!(await tables.TakeAsync(lines.Current, cancellationToken)).TryGet(out _, out error))
                {
                    return error;
                }
            }

            return tables.IsComplete ? new Nothing() : ExportErrors.Damaged("its end is missing");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return ExportErrors.Damaged(exception.Message.TrimEnd('.'));
        }
    }

    private async Task<MetadataSchema> CreateAsync(SchemaVersions versions, MetadataWriter writer)
    {
        await migrator.CreateAsync(versions, writer);
        var schema = MetadataSchema.At(versions, modules);

        // The rows of migrations are in the export, as far as they are still there.
        foreach (var table in schema.Tables.Reverse())
        {
            await writer.Connection.ExecuteAsync(table.DeleteAll, transaction: writer.Transaction);
        }

        return schema;
    }

    private static async Task<T> OrUnusableAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException exception)
        {
            throw MetadataUrl.Unusable(exception);
        }
    }
}
