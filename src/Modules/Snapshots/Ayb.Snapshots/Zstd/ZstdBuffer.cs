namespace Ayb.Snapshots.Zstd;

/// <summary><c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>, which are alike.</summary>
internal unsafe struct ZstdBuffer(byte* start, int size)
{
    public byte* Start = start;
    public nuint Size = (nuint)size;
    public nuint Position;
}
