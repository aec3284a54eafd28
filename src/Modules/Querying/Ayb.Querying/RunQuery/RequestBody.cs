using System.Buffers;
using System.Globalization;
using Ayb.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Querying;

/// <summary>
/// A request's body. A small one is simply read; of a larger one the rest is read once it is known to be wanted, into memory that
/// all requests share. Disposing gives everything back that was not handed over.
/// </summary>
internal sealed class RequestBody(HttpRequest request, int most) : IDisposable
{
    /// <summary>The web server holds about as much of every connection on its own account.</summary>
    private const int MostSmall = 64 * 1024;

    private byte[] _rented = [];
    private int _length;

    /// <summary>Of a small one, until it is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _rented.AsMemory(0, _length);

    /// <summary>One that is not small.</summary>
    public LargeBody? Large { get; private set; }

    /// <returns>Whether it was small, and is there as a whole.</returns>
    public async ValueTask<bool> TryReadSmallAsync(CancellationToken cancellationToken)
    {
        // Ours is the smaller limit, and has the better message. Without a limit of its own the web server also reads what is left of
        // a body that is too long, for a while: who is still sending could not hear the answer otherwise.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var mostSmall = Math.Min(most, MostSmall);
        while (!(request.ContentLength > mostSmall))
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > mostSmall)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start);
                break;
            }

            if (read.IsCompleted)
            {
                _length = (int)read.Buffer.Length;
                _rented = ArrayPool<byte>.Shared.Rent(_length);
                read.Buffer.CopyTo(_rented);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return true;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return false;
    }

    /// <summary>Reads one that is not small.</summary>
    /// <param name="into">Holds it, and is disposed with this.</param>
    /// <param name="tooLong">What is said of one that is longer than it may be.</param>
    /// <param name="within">How long it may take to come: what has come holds memory that others want.</param>
    /// <param name="cancellationToken">The client's end.</param>
    /// <returns>Why it is not taken; <c>null</c> when it is there as a whole.</returns>
    public async ValueTask<AybError?> ReadLargeAsync(
        LargeBody into, AybError tooLong, TimeSpan within, CancellationToken cancellationToken)
    {
        Large = into;
        if (request.ContentLength > most)
        {
            return tooLong;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within);
        try
        {
            return await ReadAllAsync(into, tooLong, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AybError(
                ErrorKind.QueryTimeout,
                string.Create(CultureInfo.InvariantCulture, $"The request took longer than {within.TotalSeconds:0.###} seconds to come (limits.query_time)."));
        }
    }

    public void Dispose()
    {
        if (_rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        (_rented, _length) = ([], 0);
        Large?.Dispose();
    }

    private async ValueTask<AybError?> ReadAllAsync(LargeBody into, AybError tooLong, CancellationToken cancellationToken)
    {
        // It grows with what has come: a client that announces much and sends little must not keep others out.
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var refusal = into.Length + read.Buffer.Length > most ? tooLong : into.Append(read.Buffer);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (refusal is not null || read.IsCompleted)
            {
                return refusal;
            }
        }
    }
}
