using System.Data.Common;
using Dapper;
using Npgsql;

namespace Ayb.Infrastructure.Metadata;

/// <summary>Metadata in PostgreSQL, for servers of more than one node.</summary>
internal sealed class PostgresMetadataDatabase(string connectionString) : IMetadataDatabase
{
    // "ayb meta" in ASCII: any number works, as long as all servers use the same.
    private const long MigrationLockKey = 0x617962206D657461;

    private const string ContinueIds =
        """
        DO $$
        DECLARE
            made RECORD;
        BEGIN
            FOR made IN
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND is_identity = 'YES'
            LOOP
                EXECUTE format(
                    'SELECT setval(pg_get_serial_sequence(%L, %L), (SELECT COALESCE(MAX(%I), 0) + 1 FROM %I), false)',
                    quote_ident(made.table_name), made.column_name, made.column_name, made.table_name);
            END LOOP;
        END
        $$
        """;

    private readonly NpgsqlDataSource _dataSource = NpgsqlDataSource.Create(connectionString);

    public string Engine => "postgresql";

    public string WithGivenIds => "OVERRIDING SYSTEM VALUE";

    public async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        await _dataSource.OpenConnectionAsync(cancellationToken);

    public async ValueTask<DbConnection> OpenMomentAsync(CancellationToken cancellationToken)
    {
        var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellationToken: cancellationToken));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);

            // Closing the connection rolls back what is not committed.
            return new MetadataWriter(
                connection, transaction, () => transaction.CommitAsync(CancellationToken.None), connection.DisposeAsync);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        writer.Connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(@MigrationLockKey)",
            new { MigrationLockKey },
            writer.Transaction,
            cancellationToken: cancellationToken));

    public Task ContinueIdsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        writer.Connection.ExecuteAsync(new CommandDefinition(
            ContinueIds, transaction: writer.Transaction, cancellationToken: cancellationToken));

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();
}
