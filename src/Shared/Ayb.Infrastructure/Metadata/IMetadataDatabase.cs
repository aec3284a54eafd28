using System.Data.Common;

namespace Ayb.Infrastructure.Metadata;

/// <summary>The database that holds what the server knows of itself: the one seam between SQLite and PostgreSQL.</summary>
public interface IMetadataDatabase : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgresql</c>; the folder in which modules keep their migrations for it.</summary>
    string Engine { get; }

    /// <summary>A connection for one read; dispose it at once.</summary>
    ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A connection that sees one moment, however long it reads, and keeps nobody from writing. Dispose it soon: what is overwritten
    /// meanwhile takes up room until then.
    /// </summary>
    ValueTask<DbConnection> OpenMomentAsync(CancellationToken cancellationToken);

    /// <summary>A connection inside an open transaction; disposing it without a commit rolls back.</summary>
    ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>Keeps every other server from migrating until the writer's transaction ends.</summary>
    Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken);

    /// <summary>What an INSERT says before VALUES to give ids that the database would make itself.</summary>
    string WithGivenIds { get; }

    /// <summary>Lets the ids that the database makes itself go on after those that it was given.</summary>
    Task ContinueIdsAsync(MetadataWriter writer, CancellationToken cancellationToken);
}
