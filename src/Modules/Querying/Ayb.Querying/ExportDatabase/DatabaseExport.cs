namespace Ayb.Querying;

/// <summary>A database on its way out. Whoever gets it disposes it, and with it the copy that it is read from.</summary>
public sealed class DatabaseExport : IAsyncDisposable
{
    private readonly ExportContent _content;
    private readonly IDisposable _place;

    internal DatabaseExport(ExportFormat format, ExportContent content, IDisposable place) =>
        (Format, _content, _place) = (format, content, place);

    public ExportFormat Format { get; }

    /// <summary><c>null</c> when only its end will tell.</summary>
    public long? Bytes => _content.Bytes;

    /// <summary>Of all its bytes; <c>null</c> when only its end will tell.</summary>
    public ReadOnlyMemory<byte>? Sha256 => _content.Sha256;

    /// <returns><c>false</c> when it broke off.</returns>
    public Task<bool> CopyToAsync(Stream target, CancellationToken cancellationToken) => _content.CopyToAsync(target, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using (_place)
        {
            await _content.DisposeAsync();
        }
    }
}
