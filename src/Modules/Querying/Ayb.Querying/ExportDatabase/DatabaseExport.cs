using Ayb.Contracts;

namespace Ayb.Querying;

/// <summary>A database on its way out. Whoever gets it disposes it, and with it the copy that it is read from.</summary>
public sealed class DatabaseExport : IAsyncDisposable
{
    private readonly ExportContent _content;
    private readonly IDisposable _place;

    internal DatabaseExport(DatabaseId database, ExportFormat format, ExportContent content, IDisposable place) =>
        (Database, Format, _content, _place) = (database, format, content, place);

    public DatabaseId Database { get; }

    public ExportFormat Format { get; }

    /// <summary><c>null</c> when only its end will tell.</summary>
    public long? Bytes => _content.Bytes;

    /// <summary>Of all its bytes; <c>null</c> when only its end will tell.</summary>
    public ReadOnlyMemory<byte>? Sha256 => _content.Sha256;

    /// <returns>A failure when it broke off.</returns>
    public Task<Result<Nothing>> CopyToAsync(Stream target, CancellationToken cancellationToken) => _content.CopyToAsync(target, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using (_place)
        {
            await _content.DisposeAsync();
        }
    }
}
