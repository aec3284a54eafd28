using Ayb.Contracts;

namespace Ayb.Querying.Files;

/// <summary>How another file comes in a database's place.</summary>
/// <param name="Database">Whose place it is.</param>
/// <param name="Prepare">Makes <c>database.sqlite</c> in a folder, and makes sure that it is sound.</param>
/// <param name="Keep">
/// Told what the database is while it is in use, and once more of its very last state if it was written to since. Nobody waits for the
/// latter if the former could be stored.
/// </param>
/// <param name="MayStill">Asked when nobody can query the database any more.</param>
internal sealed record FileExchange(
    HostedDatabase Database,
    Func<string, CancellationToken, Task<Result<Nothing>>> Prepare,
    Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> Keep,
    Func<CancellationToken, Task<Result<Nothing>>> MayStill);
