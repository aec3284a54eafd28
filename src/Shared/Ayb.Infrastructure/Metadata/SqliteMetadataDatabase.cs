using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ayb.Infrastructure.Metadata;

/// <summary>
/// Metadata in one SQLite file. A single connection owns every write and every checkpoint;
/// readers are read-only connections, which never checkpoint.
/// </summary>
internal sealed class SqliteMetadataDatabase : IMetadataDatabase
{
    private readonly string _path;
    private readonly string _readerConnectionString;
    private readonly SemaphoreSlim _writerTurn = new(1, 1);
    private SqliteConnection? _writer;

    static SqliteMetadataDatabase() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    public SqliteMetadataDatabase(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        CreatePrivately(path);
        _writer = OpenConnection(path);
        _readerConnectionString =
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();
    }

    public string Engine => "sqlite";

    public async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_readerConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async ValueTask<DbConnection> OpenMomentAsync(CancellationToken cancellationToken)
    {
        // Not of the pool, which would be given a transaction back.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        Execute(connection, "BEGIN; SELECT COUNT(*) FROM sqlite_schema");
        return connection;
    }

    public async ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken)
    {
        await _writerTurn.WaitAsync(cancellationToken);
        try
        {
            var writer = _writer ??= OpenConnection(_path);

            // Immediate: whether another process holds the lock is known before the first statement.
            // In SQL, since the provider's transaction object is lost on a commit that SQLite itself rolls back.
            Execute(writer, "BEGIN IMMEDIATE");
            return new MetadataWriter(writer, transaction: null, Commit, Release);
        }
        catch
        {
            _writerTurn.Release();
            throw;
        }
    }

    /// <summary>Nothing to do: the file's write lock, which the transaction holds, spans processes.</summary>
    public Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing: a rowid is like any other column.</summary>
    public string WithGivenIds => "";

    /// <summary>Nothing to do: SQLite goes on after the highest one by itself.</summary>
    public Task ContinueIdsAsync(MetadataWriter writer, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Leaves one file that is whole without its WAL.</summary>
    public ValueTask DisposeAsync()
    {
        using (var reader = new SqliteConnection(_readerConnectionString))
        {
            SqliteConnection.ClearPool(reader);
        }

        if (_writer is { } writer)
        {
            Execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
            writer.Dispose();
            _writer = null;
        }

        _writerTurn.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task Commit()
    {
        Execute(_writer!, "COMMIT");
        return Task.CompletedTask;
    }

    private ValueTask Release()
    {
        try
        {
            if (raw.sqlite3_get_autocommit(_writer!.Handle) == 0)
            {
                Execute(_writer, "ROLLBACK");
            }
        }
        catch (SqliteException)
        {
            // What is wrong has been told by the statement before; a new connection starts clean.
            _writer!.Dispose();
            _writer = null;
        }
        finally
        {
            _writerTurn.Release();
        }

        return ValueTask.CompletedTask;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // The file holds token hashes and email addresses: the owner's eyes only, from the first byte on.
    private static void CreatePrivately(string path)
    {
        if (!File.Exists(path))
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }

    private static SqliteConnection OpenConnection(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;");
        return connection;
    }
}
