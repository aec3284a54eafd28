using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>
/// Cuts an answer into chunks. A read sends them as they fill, as far as the host's credit goes; a write holds them back,
/// since its answer says that the rows are on the disk.
/// </summary>
internal sealed class AnswerStream : IDisposable
{
    private static long _heldByAll;

    private const int InitialSize = 256;

    private readonly Port _port;
    private readonly Request _request;
    private readonly List<byte[]>? _held;
    private byte[] _chunk;
    private int _end = Frame.HeaderSize;
    private long _flushed;

    private AnswerStream(Port port, Request request, byte[] chunk, List<byte[]>? held) =>
        (_port, _request, _chunk, _held) = (port, request, chunk, held);

    /// <param name="port">Where to send.</param>
    /// <param name="request">What is answered.</param>
    /// <param name="buffer">Room for a full chunk with its head; in use until the answer is complete.</param>
    public static AnswerStream Direct(Port port, Request request, byte[] buffer) => new(port, request, buffer, held: null);

    public static AnswerStream HeldBack(Port port, Request request) => new(port, request, new byte[InitialSize], []);

    /// <summary>Something of it is on its way to the client, and with it the status.</summary>
    public bool HasSent { get; private set; }

    /// <summary>It broke off in the middle of a value: nothing that is written now could be understood.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The answer is longer than the host takes without granting more, so that ending it may take a client's time.</summary>
    public bool NeedsCredit => _held?.Count >= Frame.InitialCredit;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = Reserve(bytes.Length);
            var count = Math.Min(part.Length, bytes.Length);
            bytes[..count].CopyTo(part);
            bytes = bytes[count..];
            Advance(count);
        }
    }

    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        Advance(1);
    }

    /// <summary>Room for at least one byte, and for <paramref name="wanted"/> unless that is more than a chunk has left.</summary>
    public Span<byte> Reserve(int wanted)
    {
        if (_end == _chunk.Length || _chunk.Length - _end < wanted)
        {
            Grow(wanted);
        }

        return _chunk.AsSpan(_end);
    }

    public void Advance(int count) => _end += count;

    /// <summary>Between two rows the answer can still end well.</summary>
    /// <exception cref="SqliteFailure">It is longer than it may be.</exception>
    public void EndRow()
    {
        if (_flushed + _end - Frame.HeaderSize > _request.AnswerBytes)
        {
            throw TooLarge();
        }
    }

    /// <summary>Sends what there is, since nothing more will come but a failure.</summary>
    public void SendRest()
    {
        Send(_chunk, _end, FrameMarks.None);
        _end = Frame.HeaderSize;
    }

    /// <summary>Sends what is left. The answer is complete.</summary>
    public void Complete()
    {
        for (var index = 0; index < _held?.Count; index++)
        {
            Send(_held[index], _held[index].Length, FrameMarks.None);
            _held[index] = [];
        }

        Send(_chunk, _end, FrameMarks.Last);
    }

    /// <summary>Lets go of what is held back. May be called more than once.</summary>
    public void Dispose()
    {
        if (_held is not null)
        {
            Interlocked.Add(ref _heldByAll, -_held.Count * (long)Frame.MaxToHost);
            _held.Clear();
        }
    }

    private void Grow(int wanted)
    {
        const int full = Frame.HeaderSize + Frame.MaxToHost;
        if (_chunk.Length < full)
        {
            Array.Resize(ref _chunk, Math.Min(full, Math.Max(_chunk.Length * 4, _end + wanted)));
        }
        else if (_end == full)
        {
            Flush();
        }
    }

    private static SqliteFailure TooLarge() => new(
        FailureCode.ResultTooLarge, $"The result is larger than {ByteCount.Text(Limits.ResultBytes)} (limits.result_bytes). Ask for fewer rows or columns at a time.");

    private void Flush()
    {
        _flushed += _end - Frame.HeaderSize;

        // Cleared where this returns: whatever throws in between has broken a value off.
        IsBroken = true;
        if (_flushed > _request.AnswerBytes)
        {
            // One row alone is larger.
            throw TooLarge();
        }

        if (_held is null)
        {
            if (_request.MustStop)
            {
                // A row may be longer than anybody waits, and its values need no more steps of the statement.
                throw _request.Interruption();
            }

            Send(_chunk, _end, FrameMarks.None);
        }
        else if ((_held.Count + 1) * (long)Frame.MaxToHost > Limits.HeldAnswerBytes)
        {
            throw new SqliteFailure(
                FailureCode.ResultTooLarge,
                $"A statement that writes may return {Limits.HeldAnswerBytes >> 20} MiB. What was not committed was rolled back; return less, or select the rows afterwards.");
        }
        else if (Interlocked.Add(ref _heldByAll, Frame.MaxToHost) > Limits.HeldAnswersBytes)
        {
            Interlocked.Add(ref _heldByAll, -Frame.MaxToHost);
            throw new SqliteFailure(
                FailureCode.Memory, "Too many large answers to writes wait for their clients. What was not committed was rolled back; try again in a moment.");
        }
        else
        {
            _held.Add(_chunk);
            _chunk = new byte[_chunk.Length];
        }

        _end = Frame.HeaderSize;
        IsBroken = false;
    }

    private void Send(byte[] chunk, int end, FrameMarks marks)
    {
        _request.TakeCredit();
        HasSent = true;
        _port.Send(new Frame(end - Frame.HeaderSize, _request.Id, FrameType.Chunk, marks, 0), chunk.AsSpan(0, end));
    }
}
