using Ayb.Contracts;

namespace Ayb.Querying;

/// <summary>What an export is made of.</summary>
internal abstract class ExportContent : IAsyncDisposable
{
    /// <summary><c>null</c> when only its end will tell.</summary>
    public virtual long? Bytes => null;

    /// <summary>Of all its bytes; <c>null</c> when only its end will tell.</summary>
    public virtual ReadOnlyMemory<byte>? Sha256 => null;

    /// <returns>A failure when it broke off.</returns>
    public abstract Task<Result<Nothing>> CopyToAsync(Stream target, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
