using System.Diagnostics.CodeAnalysis;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>
/// Compiled statements of one connection, by their text. A text is kept when it comes a second time,
/// so that a flood of texts that never repeat does not wash out those that do.
/// </summary>
internal sealed class StatementCache
{
    private const int Capacity = 64;
    private const int LongestText = 2048;

    private readonly Dictionary<byte[], Statement> _statements = new(new TextComparer());
    private readonly int[] _seenOnce = new int[256];

    public bool TryFind(ReadOnlySpan<byte> sql, [NotNullWhen(true)] out Statement? statement) =>
        _statements.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(sql, out statement);

    /// <summary>Takes over a statement, if it is worth keeping.</summary>
    public void Offer(ReadOnlySpan<byte> sql, Statement statement)
    {
        if (sql.Length > LongestText || !SeenBefore(sql))
        {
            return;
        }

        // Starting over costs a compilation for each text in use, once in so many; keeping track of age would cost on every hit.
        if (_statements.Count >= Capacity)
        {
            Clear();
        }

        statement.IsKept = true;
        _statements[sql.ToArray()] = statement;
    }

    public void Clear()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Finish();
        }

        _statements.Clear();
    }

    private bool SeenBefore(ReadOnlySpan<byte> sql)
    {
        var hash = TextComparer.Hash(sql);
        ref var slot = ref _seenOnce[hash & (_seenOnce.Length - 1)];
        var seen = slot == hash;
        slot = hash;
        return seen;
    }
}
