using System.Data;
using Dapper;

namespace Ayb.Infrastructure.Metadata;

/// <summary>The SQL of the history of the metadata's schema.</summary>
internal static class AppliedMigrations
{
    private const string Create =
        """
        CREATE TABLE IF NOT EXISTS applied_migrations (
            module     TEXT   NOT NULL,
            number     INT    NOT NULL,
            file       TEXT   NOT NULL,
            applied_at BIGINT NOT NULL,
            PRIMARY KEY (module, number)
        )
        """;

    private const string Last = "SELECT module, CAST(MAX(number) AS BIGINT) AS number FROM applied_migrations GROUP BY module ORDER BY module";

    private const string Insert =
        "INSERT INTO applied_migrations (module, number, file, applied_at) VALUES (@Module, @Number, @File, @AppliedAt)";

    private const string DeleteAll = "DELETE FROM applied_migrations";

    public static Task CreateAsync(MetadataWriter writer) => writer.Connection.ExecuteAsync(Create, transaction: writer.Transaction);

    /// <summary>The number of the last step of each module that has taken one, ordered by name.</summary>
    public static Task<SchemaVersions> ReadAsync(MetadataWriter writer) => ReadAsync(writer.Connection, writer.Transaction);

    public static async Task<SchemaVersions> ReadAsync(IDbConnection connection, IDbTransaction? transaction = null) =>
        new((await connection.QueryAsync<(string Module, long Number)>(Last, transaction: transaction))
            .ToDictionary(entry => entry.Module, entry => (int)entry.Number));

    public static Task RecordAsync(MetadataWriter writer, string module, Migration migration, DateTimeOffset at) =>
        writer.Connection.ExecuteAsync(
            Insert,
            new { Module = module, migration.Number, migration.File, AppliedAt = at.ToUnixTimeMilliseconds() },
            writer.Transaction);

    public static Task ForgetAsync(MetadataWriter writer) => writer.Connection.ExecuteAsync(DeleteAll, transaction: writer.Transaction);
}
