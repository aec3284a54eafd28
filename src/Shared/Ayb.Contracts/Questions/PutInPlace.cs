namespace Ayb.Contracts;

/// <summary>
/// Will you put another file in the place of this database's? Either all of it is, on the disk, or nothing has changed.
/// Queries that run then end first; those that come meanwhile wait, and see the new file.
/// </summary>
/// <param name="database">Whose file is replaced.</param>
/// <param name="write">Writes the SQLite file. Where it comes from need not be trusted: it is checked inside the sandbox.</param>
/// <param name="keep">
/// Told what the database is before; a failure of it leaves everything as it is. If somebody writes to it since, it is told once more, of
/// the very last state. That of a database whose state could be stored is stored when the new file is in its place, so that nobody has to
/// wait for it; what can't be stored then stays beside the database until it can.
/// </param>
/// <param name="mayStill">Asked when all else is ready and nobody can query the database any more. A failure of it leaves everything as it is.</param>
public sealed class PutInPlace(
    HostedDatabase database,
    Func<Stream, CancellationToken, Task> write,
    Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep,
    Func<CancellationToken, Task<Result<Nothing>>> mayStill) : Question<Result<Nothing>?>
{
    public HostedDatabase Database { get; } = database;

    public Func<Stream, CancellationToken, Task> Write { get; } = write;

    public Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> Keep { get; } = keep;

    public Func<CancellationToken, Task<Result<Nothing>>> MayStill { get; } = mayStill;
}
