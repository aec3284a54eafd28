using Dapper;
using Microsoft.Extensions.Logging;

namespace Ayb.Infrastructure.Metadata;

/// <summary>
/// Brings the metadata to the schema of this build: all modules in one transaction, under a lock that spans servers.
/// </summary>
public sealed class MetadataMigrator(
    IMetadataDatabase database,
    IEnumerable<ModuleMigrations> modules,
    TimeProvider clock,
    ILogger<MetadataMigrator> logger)
{
    /// <exception cref="NewerSchemaException">The metadata was migrated by a newer build.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var writer = await database.OpenWriterAsync(cancellationToken);
        await database.LockMigrationsAsync(writer, cancellationToken);
        await AppliedMigrations.CreateAsync(writer);
        var applied = await AppliedMigrations.ReadAsync(writer);
        foreach (var module in modules)
        {
            await MigrateAsync(module, writer, applied.Of(module.Module), upTo: int.MaxValue);
        }

        await writer.CommitAsync();
    }

    /// <summary>Makes the tables that there were at these versions, where there are none.</summary>
    internal async Task CreateAsync(SchemaVersions versions, MetadataWriter writer)
    {
        foreach (var module in modules)
        {
            await MigrateAsync(module, writer, applied: 0, versions.Of(module.Module));
        }
    }

    private async Task MigrateAsync(ModuleMigrations module, MetadataWriter writer, int applied, int upTo)
    {
        var known = module.For(database.Engine);
        if (applied > known.Count)
        {
            throw new NewerSchemaException(module.Module, applied, known.Count);
        }

        foreach (var migration in known.Take(upTo).Skip(applied))
        {
            await writer.Connection.ExecuteAsync(migration.Sql, transaction: writer.Transaction);
            await AppliedMigrations.RecordAsync(writer, module.Module, migration, clock.GetUtcNow());
            Log.MigrationApplied(logger, module.Module, migration.File);
        }
    }
}
