namespace Ayb.Querying.Worker.Lanes;

/// <summary>
/// Remembers how texts that turned out to write began, so that the next like them need not ask a reader first.
/// Only a hint: a read that is taken for a write runs on the writer's connection, with the same answer.
/// </summary>
internal sealed class WriteHints
{
    private const int PrefixLength = 24;

    private readonly int[] _prefixes = new int[1024];

    public bool LikelyWrites(ReadOnlySpan<byte> sql)
    {
        var hash = Hash(sql);
        return Volatile.Read(ref Slot(hash)) == hash;
    }

    public void Wrote(ReadOnlySpan<byte> sql)
    {
        var hash = Hash(sql);
        Volatile.Write(ref Slot(hash), hash);
    }

    public void OnlyRead(ReadOnlySpan<byte> sql)
    {
        var hash = Hash(sql);
        Interlocked.CompareExchange(ref Slot(hash), 0, hash);
    }

    private static int Hash(ReadOnlySpan<byte> sql)
    {
        var hash = default(HashCode);
        hash.AddBytes(sql[..Math.Min(PrefixLength, sql.Length)]);
        return hash.ToHashCode();
    }

    private ref int Slot(int hash) => ref _prefixes[hash & (_prefixes.Length - 1)];
}
