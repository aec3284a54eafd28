using System.Text;
using System.Threading.Channels;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>A request on its way through the worker. Credit is granted by the test, frame by frame.</summary>
internal sealed class SentQuery(WorkerUnderTest worker, uint id)
{
    public uint Id { get; } = id;

    private readonly Channel<ReceivedFrame> _frames = Channel.CreateUnbounded<ReceivedFrame>();

    /// <summary>How many chunks have arrived, whether or not the test has looked at them.</summary>
    public int Chunks { get; private set; }

    public void Arrived(ReceivedFrame received)
    {
        Chunks += received.Frame.Type == FrameType.Chunk ? 1 : 0;
        _frames.Writer.TryWrite(received);
    }

    public void Broken() => _frames.Writer.TryComplete();

    /// <exception cref="EndOfStreamException">The worker has ended.</exception>
    public async Task<ReceivedFrame> NextAsync()
    {
        try
        {
            return await _frames.Reader.ReadAsync().AsTask().WaitAsync(WorkerUnderTest.Deadline);
        }
        catch (ChannelClosedException)
        {
            throw new EndOfStreamException("The worker has closed the connection.");
        }
    }

    public Task GrantAsync(ushort chunks) => worker.SendAsync(new Frame(0, Id, FrameType.Credit, FrameMarks.None, chunks));

    public Task CancelAsync() => worker.SendAsync(new Frame(0, Id, FrameType.Cancel, FrameMarks.None, 0));

    /// <summary>Takes chunks, granting one for each, until the answer is complete or has failed.</summary>
    public async Task<Answer> FinishAsync()
    {
        using var bytes = new MemoryStream();
        while (true)
        {
            var received = await NextAsync();
            if (received.Frame.Type == FrameType.Failure)
            {
                return new Answer(bytes.ToArray(), (FailureCode)received.Frame.Detail, Encoding.UTF8.GetString(received.Payload.AsSpan(Frame.StatementSize)))
                {
                    Statement = BitConverter.ToInt32(received.Payload),
                };
            }

            bytes.Write(received.Payload);
            if (received.IsLast)
            {
                return new Answer(bytes.ToArray(), null, "");
            }

            await GrantAsync(1);
        }
    }
}
