namespace Ayb.Querying.Worker.Sqlite;

/// <summary>Compares SQL texts by their bytes, without a copy for the look-up.</summary>
internal sealed class TextComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    }

    public bool Equals(byte[]? first, byte[]? second) => first.AsSpan().SequenceEqual(second);

    public int GetHashCode(byte[] text) => Hash(text);

    public bool Equals(ReadOnlySpan<byte> text, byte[] other) => text.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> text) => Hash(text);

    public byte[] Create(ReadOnlySpan<byte> text) => text.ToArray();
}
