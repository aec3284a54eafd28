namespace Ayb.Contracts;

/// <summary>
/// Will you put another file in the place of this database's? Either all of it is, on the disk, or nothing has changed.
/// Queries that run then end first; those that come meanwhile wait, and see the new file.
/// </summary>
/// <param name="database">Whose file is replaced.</param>
/// <param name="write">Writes the SQLite file. Where it comes from need not be trusted: it is checked inside the sandbox.</param>
/// <param name="keep">
/// Told what the database is before; and again what it is at its very end, if it was written to since it was first told. A failure of it
/// leaves everything as it is.
/// </param>
public sealed class PutInPlace(
    HostedDatabase database,
    Func<Stream, CancellationToken, Task> write,
    Func<DatabaseCopy, CancellationToken, Task<Result<Nothing>>> keep) : Question<Result<Nothing>?>
{
    public HostedDatabase Database { get; } = database;

    public Func<Stream, CancellationToken, Task> Write { get; } = write;

    public Func<DatabaseCopy, CancellationToken, Task<Result<Nothing>>> Keep { get; } = keep;
}
