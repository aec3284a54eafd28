namespace Ayb.Querying.Worker.Lanes;

/// <summary>
/// Remembers how texts that turned out to write began, so that the next like them need not ask a reader first.
/// Only a hint: a read that is taken for a write runs on the writer's connection, with the same answer.
/// </summary>
internal sealed class WriteHints
{
    private const int PrefixLength = 24;

    /// <summary>The SQL begins after <c>{"statements":[{"sql":"</c> at the latest, as a rule.</summary>
    private const int JsonPrefixLength = 48;

    private readonly int[] _prefixes = new int[1024];

    public bool LikelyWrites(Request request)
    {
        var hash = Hash(request);
        return Volatile.Read(ref Slot(hash)) == hash;
    }

    public void Wrote(Request request)
    {
        var hash = Hash(request);
        Volatile.Write(ref Slot(hash), hash);
    }

    public void OnlyRead(Request request)
    {
        var hash = Hash(request);
        Interlocked.CompareExchange(ref Slot(hash), 0, hash);
    }

    private static int Hash(Request request)
    {
        var body = request.Body;
        var length = request.IsJson ? JsonPrefixLength : PrefixLength;
        var hash = default(HashCode);
        hash.AddBytes(body[..Math.Min(length, body.Length)]);
        return hash.ToHashCode();
    }

    private ref int Slot(int hash) => ref _prefixes[hash & (_prefixes.Length - 1)];
}
