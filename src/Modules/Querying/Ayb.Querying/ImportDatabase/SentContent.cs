using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Querying.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Querying;

/// <summary>The content of a request, which is read once it is known to be wanted: to a file, not into memory.</summary>
/// <param name="request">It comes with it.</param>
/// <param name="most">How many bytes it may have.</param>
/// <param name="sha256">What its client says of it; <c>null</c> when it says nothing.</param>
internal sealed class SentContent(HttpRequest request, long most, byte[]? sha256)
{
    /// <summary>What Linux says of a write without room, see errno(3).</summary>
    private const int FileTooLarge = 27, NoSpaceLeft = 28, QuotaExceeded = 122;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly AybError NotAsSent = AybError.Invalid(
        "What has arrived has another SHA-256 than was announced. Send it again; nothing was changed.");

    private static readonly AybError NoRoom = new(
        ErrorKind.StorageFull, "The server's disk has no room for the file. Nothing was changed; tell the server's operator.");

    private static readonly FileStreamOptions NewFile = new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        UnixCreateMode = OwnerOnly,
        BufferSize = 0,
    };

    private AybError TooLong => new(
        ErrorKind.BodyTooLarge, $"The file is longer than {ByteCount.Text(most)}, as much as the database may have (limits.database_bytes).");

    /// <returns>Why it is not taken, if that is known before it comes.</returns>
    public AybError? Refusal => request.ContentLength > most ? TooLong : null;

    /// <summary>Writes it to a new file, and to the disk.</summary>
    public async Task<Result<Nothing>> SaveAsync(string path, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        try
        {
            await using var file = new FileStream(path, NewFile);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            if (!await CopyAsync(file, hash, cancellationToken))
            {
                return TooLong;
            }

            file.Flush(flushToDisk: true);
            return sha256 is null || hash.GetHashAndReset().AsSpan().SequenceEqual(sha256) ? new Nothing() : NotAsSent;
        }
        catch (IOException exception) when (exception.HResult is FileTooLarge or NoSpaceLeft or QuotaExceeded)
        {
            return NoRoom;
        }
    }

    /// <summary>Who has sent it, now that it is there.</summary>
    public ValueTask<Result<Principal>> SenderAsync() => request.CallerNowAsync();

    /// <returns><c>false</c> when it is too long.</returns>
    private async Task<bool> CopyAsync(FileStream file, IncrementalHash hash, CancellationToken cancellationToken)
    {
        for (var length = 0L; ;)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            length += read.Buffer.Length;
            if (length > most)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return false;
            }

            foreach (var segment in read.Buffer)
            {
                hash.AppendData(segment.Span);
                await file.WriteAsync(segment, cancellationToken);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return true;
            }
        }
    }
}
