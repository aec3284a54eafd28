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
    private const string CreateHistory =
        """
        CREATE TABLE IF NOT EXISTS applied_migrations (
            module     TEXT   NOT NULL,
            number     INT    NOT NULL,
            file       TEXT   NOT NULL,
            applied_at BIGINT NOT NULL,
            PRIMARY KEY (module, number)
        )
        """;

    private const string LastApplied = "SELECT COALESCE(MAX(number), 0) FROM applied_migrations WHERE module = @module";

    private const string Record =
        "INSERT INTO applied_migrations (module, number, file, applied_at) VALUES (@Module, @Number, @File, @AppliedAt)";

    /// <exception cref="NewerSchemaException">The metadata was migrated by a newer build.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var writer = await database.OpenWriterAsync(cancellationToken);
        await database.LockMigrationsAsync(writer, cancellationToken);
        await writer.Connection.ExecuteAsync(CreateHistory, transaction: writer.Transaction);
        foreach (var module in modules)
        {
            await MigrateAsync(module, writer);
        }

        await writer.CommitAsync();
    }

    private async Task MigrateAsync(ModuleMigrations module, MetadataWriter writer)
    {
        var known = module.For(database.Engine);
        var applied = await writer.Connection.ExecuteScalarAsync<int>(
            LastApplied, new { module = module.Module }, writer.Transaction);
        if (applied > known.Count)
        {
            throw new NewerSchemaException(module.Module, applied, known.Count);
        }

        foreach (var migration in known.Skip(applied))
        {
            await writer.Connection.ExecuteAsync(migration.Sql, transaction: writer.Transaction);
            await writer.Connection.ExecuteAsync(
                Record,
                new
                {
                    module.Module,
                    migration.Number,
                    migration.File,
                    AppliedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                writer.Transaction);
            Log.MigrationApplied(logger, module.Module, migration.File);
        }
    }
}
