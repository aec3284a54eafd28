namespace Ayb.Contracts;

/// <summary>
/// Will you make the file of a database that does not exist yet? It is in its place, on the disk, when this is answered, so that whoever
/// learns of the database finds it. Whether it stays is for <see cref="StagedFile"/> to be told; a death of the server in between is
/// set right at the next start, by whether the database exists.
/// </summary>
/// <param name="database">What is to be created; its id is known to nobody else.</param>
/// <param name="write">Writes the SQLite file. Where it comes from need not be trusted: it is checked inside the sandbox.</param>
public sealed class StageFile(HostedDatabase database, Func<Stream, CancellationToken, Task> write) : Question<Result<StagedFile>?>
{
    public HostedDatabase Database { get; } = database;

    public Func<Stream, CancellationToken, Task> Write { get; } = write;
}
