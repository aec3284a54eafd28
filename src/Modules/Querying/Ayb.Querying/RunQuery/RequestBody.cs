using System.Buffers;
using System.Numerics;
using Ayb.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Querying;

/// <summary>
/// A request's body, on its way into one rented array. A small one is simply read; of a larger one the rest is read once it is known
/// to be wanted, into memory that all requests share. Disposing gives everything back.
/// </summary>
internal sealed class RequestBody(HttpRequest request, int most, RequestMemory memory) : IDisposable
{
    /// <summary>The web server holds about as much of every connection on its own account.</summary>
    private const int MostSmall = 64 * 1024;

    private byte[] _rented = [];
    private int _length;
    private int _taken;

    /// <summary>Until it is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _rented.AsMemory(0, _length);

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
                _rented = ArrayPool<byte>.Shared.Rent((int)read.Buffer.Length);
                Append(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return true;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return false;
    }

    /// <summary>Reads one that is not small.</summary>
    /// <returns>Why it is not taken; <c>null</c> when it is there as a whole.</returns>
    public async ValueTask<AybError?> ReadLargeAsync(AybError tooLong, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            return tooLong;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var length = _length + read.Buffer.Length;
            var refusal = length > most ? tooLong : TryHold((int)length) ? null : memory.Exhausted;
            if (refusal is null)
            {
                Append(read.Buffer);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (refusal is not null || read.IsCompleted)
            {
                return refusal;
            }
        }
    }

    public void Dispose()
    {
        Return(_rented, _taken);
        (_rented, _length, _taken) = ([], 0, 0);
    }

    private void Append(ReadOnlySequence<byte> bytes)
    {
        bytes.CopyTo(_rented.AsSpan(_length));
        _length += (int)bytes.Length;
    }

    // It grows with what has come: a client that announces much and sends little must not keep others out.
    private bool TryHold(int length)
    {
        if (length <= _rented.Length)
        {
            return true;
        }

        // The pool's arrays have these sizes; so no more is held than is counted.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)length);
        if (!memory.TryTake(size))
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.CopyTo(larger);
        Return(_rented, _taken);
        (_rented, _taken) = (larger, size);
        return true;
    }

    private void Return(byte[] rented, int taken)
    {
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        memory.GiveBack(taken);
    }
}
