using System.Text;

namespace Ayb.Infrastructure.Tests.Metadata.Export;

/// <summary>Lets something happen before it takes its first bytes.</summary>
internal sealed class PausedStream(Func<Task> pause) : MemoryStream
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public int Pauses { get; private set; }

    public int LongestPiece { get; private set; }

    public string Text => Encoding.UTF8.GetString(ToArray());

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        LongestPiece = Math.Max(LongestPiece, buffer.Length);
        if (Pauses == 0)
        {
            Pauses++;
            await pause().WaitAsync(Deadline, cancellationToken);
        }

        await base.WriteAsync(buffer, cancellationToken);
    }
}
