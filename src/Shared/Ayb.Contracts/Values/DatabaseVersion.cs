namespace Ayb.Contracts;

/// <summary>A database as it was when a snapshot of it was taken.</summary>
/// <param name="Id">The snapshot's, unique within its database.</param>
/// <param name="TakenAt">When that was.</param>
/// <param name="Bytes">How long its SQLite file is.</param>
/// <param name="WriteAsync">Writes that file to a stream. It is what was taken, or there is an error; some of it may be written then.</param>
public sealed record DatabaseVersion(
    string Id, DateTimeOffset TakenAt, long Bytes, Func<Stream, CancellationToken, Task<Result<Nothing>>> WriteAsync);
