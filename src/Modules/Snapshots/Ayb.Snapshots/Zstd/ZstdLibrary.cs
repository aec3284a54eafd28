using System.Runtime.InteropServices;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Snapshots.Zstd;

/// <summary>The part of the system's libzstd that streams need; names and numbers are those of zstd.h, stable since 1.4.</summary>
internal static unsafe partial class ZstdLibrary
{
    public const int CompressionLevel = 100;
    public const int ChecksumFlag = 201;
    public const int MaxWindowLog = 100;

    public const int Continue = 0;
    public const int End = 2;

    private const string Name = "libzstd.so.1";

    /// <exception cref="ConfigurationException">The library is not installed.</exception>
    public static void Require()
    {
        if (!NativeLibrary.TryLoad(Name, out _))
        {
            throw new ConfigurationException($"Snapshots need {Name}, which is not installed. On Debian and Ubuntu: apt install libzstd1");
        }
    }

    [LibraryImport(Name, EntryPoint = "ZSTD_createCCtx")]
    public static partial CompressionContext CreateCompression();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCompression(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint Set(CompressionContext context, int parameter, int value);

    [LibraryImport(Name, EntryPoint = "ZSTD_compressStream2")]
    public static partial nuint Compress(CompressionContext context, ZstdBuffer* output, ZstdBuffer* input, int directive);

    [LibraryImport(Name, EntryPoint = "ZSTD_createDCtx")]
    public static partial DecompressionContext CreateDecompression();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompression(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint Set(DecompressionContext context, int parameter, int value);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decompress(DecompressionContext context, ZstdBuffer* output, ZstdBuffer* input);

    /// <returns>The result, if it is not an error.</returns>
    /// <exception cref="InvalidDataException">It is one.</exception>
    public static nuint Check(nuint result) =>
        IsError(result) == 0 ? result : throw new InvalidDataException($"zstd: {Marshal.PtrToStringUTF8(NameOf(result))}");

    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint result);

    [LibraryImport(Name, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint NameOf(nuint result);
}
