using System.Security.Cryptography;
using Ayb.Contracts;

namespace Ayb.Querying;

/// <summary>A copy of the database, byte by byte.</summary>
internal sealed class SqliteContent : ExportContent
{
    private const int BufferBytes = 128 * 1024;

    private readonly DatabaseCopy _copy;

    private SqliteContent(DatabaseCopy copy, byte[] sha256) => (_copy, Sha256) = (copy, sha256);

    public override long? Bytes => _copy.Bytes;

    public override ReadOnlyMemory<byte>? Sha256 { get; }

    /// <summary>Reads it once, since its digest goes ahead of it.</summary>
    public static async Task<SqliteContent> ReadAsync(DatabaseCopy copy, CancellationToken cancellationToken)
    {
        try
        {
            var sha256 = await SHA256.HashDataAsync(copy.Content, cancellationToken);
            copy.Content.Position = 0;
            return new SqliteContent(copy, sha256);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public override async Task<Result<Nothing>> CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        await _copy.Content.CopyToAsync(target, BufferBytes, cancellationToken);
        return new Nothing();
    }

    public override ValueTask DisposeAsync() => _copy.DisposeAsync();
}
