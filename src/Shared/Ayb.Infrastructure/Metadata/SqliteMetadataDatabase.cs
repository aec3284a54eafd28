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
    private readonly string _readerConnectionString;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _writerTurn = new(1, 1);

    static SqliteMetadataDatabase() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    public SqliteMetadataDatabase(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        CreatePrivately(path);
        _writer = Open(path);
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

    public async ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken)
    {
        await _writerTurn.WaitAsync(cancellationToken);
        try
        {
            // Not deferred: whether another process holds the lock is known before the first statement.
            return new MetadataWriter(_writer, _writer.BeginTransaction(deferred: false), Release);
        }
        catch
        {
            _writerTurn.Release();
            throw;
        }

        ValueTask Release()
        {
            _writerTurn.Release();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Nothing to do: the file's write lock, which the transaction holds, spans processes.</summary>
    public Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _writerTurn.Dispose();
    }

    // The file holds token hashes and email addresses: the owner's eyes only, from the first byte on.
    private static void CreatePrivately(string path)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;";
        command.ExecuteNonQuery();
        return connection;
    }
}
