using Microsoft.Win32.SafeHandles;

namespace Ayb.Snapshots.Zstd;

/// <summary>The state of one frame that is being written, with a checksum of its content.</summary>
internal sealed class CompressionContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>The library's own default: half the size at the speed of a disk.</summary>
    private const int Level = 3;

    public static CompressionContext Open()
    {
        var context = ZstdLibrary.CreateCompression();
        if (context.IsInvalid)
        {
            throw new InsufficientMemoryException();
        }

        ZstdLibrary.Check(ZstdLibrary.Set(context, ZstdLibrary.CompressionLevel, Level));
        ZstdLibrary.Check(ZstdLibrary.Set(context, ZstdLibrary.ChecksumFlag, 1));
        return context;
    }

    public unsafe ZstdStep Compress(ReadOnlySpan<byte> input, Span<byte> output, bool isLast)
    {
        fixed (byte* inputStart = input, outputStart = output)
        {
            var (source, target) = (new ZstdBuffer(inputStart, input.Length), new ZstdBuffer(outputStart, output.Length));
            var left = ZstdLibrary.Check(ZstdLibrary.Compress(this, &target, &source, isLast ? ZstdLibrary.End : ZstdLibrary.Continue));
            return new ZstdStep((int)source.Position, (int)target.Position, isLast && left == 0);
        }
    }

    protected override bool ReleaseHandle() => ZstdLibrary.FreeCompression(handle) == 0;
}
