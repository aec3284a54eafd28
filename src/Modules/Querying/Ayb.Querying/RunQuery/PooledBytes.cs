using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Querying;

/// <summary>A request's body in a rented array; disposing gives it back.</summary>
internal sealed class PooledBytes(int length) : IDisposable
{
    private readonly byte[] _rented = ArrayPool<byte>.Shared.Rent(length);

    public Span<byte> Span => _rented.AsSpan(0, length);

    public ReadOnlyMemory<byte> Memory => _rented.AsMemory(0, length);

    /// <returns><c>null</c> when the body is longer than that.</returns>
    public static async Task<PooledBytes?> ReadAsync(HttpRequest request, int maxLength, CancellationToken cancellationToken)
    {
        // Ours is the smaller limit, and has the better message. Without a limit of its own the web server also reads what is left of
        // a body that is too long, for a while: who is still sending could not hear the answer otherwise.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (request.ContentLength > maxLength)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxLength)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = new PooledBytes((int)read.Buffer.Length);
                read.Buffer.CopyTo(bytes.Span);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
