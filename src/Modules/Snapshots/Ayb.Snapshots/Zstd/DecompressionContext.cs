using Microsoft.Win32.SafeHandles;

namespace Ayb.Snapshots.Zstd;

/// <summary>The state of frames that are being read.</summary>
internal sealed class DecompressionContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>
    /// Frames that look further back than 8 MiB are refused: a frame must not choose how much memory it takes.
    /// RFC 8878, section 3.1.1.1.2, asks for as much; compressors exceed it only when told to.
    /// </summary>
    private const int MaxWindowLog = 23;

    public static DecompressionContext Open()
    {
        var context = ZstdLibrary.CreateDecompression();
        if (context.IsInvalid)
        {
            throw new InsufficientMemoryException();
        }

        ZstdLibrary.Check(ZstdLibrary.Set(context, ZstdLibrary.MaxWindowLog, MaxWindowLog));
        return context;
    }

    /// <exception cref="InvalidDataException">This is no zstd, or damaged, or takes too much memory.</exception>
    public unsafe ZstdStep Decompress(ReadOnlySpan<byte> input, Span<byte> output)
    {
        fixed (byte* inputStart = input, outputStart = output)
        {
            var (source, target) = (new ZstdBuffer(inputStart, input.Length), new ZstdBuffer(outputStart, output.Length));
            var hint = ZstdLibrary.Check(ZstdLibrary.Decompress(this, &target, &source));
            return new ZstdStep((int)source.Position, (int)target.Position, hint == 0);
        }
    }

    protected override bool ReleaseHandle() => ZstdLibrary.FreeDecompression(handle) == 0;
}
