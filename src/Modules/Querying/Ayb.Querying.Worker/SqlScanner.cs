using System.Buffers;

namespace Ayb.Querying.Worker;

/// <summary>Goes over SQL token by token, without white space and comments: https://sqlite.org/lang.html.</summary>
internal ref struct SqlScanner(ReadOnlySpan<byte> sql)
{
    private static readonly SearchValues<byte> WordBytes = SearchValues.Create(
        [.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$"u8, .. Enumerable.Range(0x80, 0x80).Select(value => (byte)value)]);

    private readonly ReadOnlySpan<byte> _sql = sql;

    /// <summary>Where the next token is looked for.</summary>
    public int Position { get; private set; }

    public SqlToken Kind { get; private set; }

    /// <summary>The token that was read last.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <returns><c>false</c> at the end, which may be inside of a string or a comment.</returns>
    public bool MoveNext()
    {
        SkipBlanks();
        if (Position >= _sql.Length)
        {
            return false;
        }

        var rest = _sql[Position..];
        var length = 1;
        (Kind, length) = rest[0] switch
        {
            (byte)';' => (SqlToken.Semicolon, 1),
            (byte)'\'' or (byte)'"' or (byte)'`' => (SqlToken.Quoted, LengthUntil(rest, rest[0])),
            (byte)'[' => (SqlToken.Quoted, LengthUntil(rest, (byte)']')),
            var first when WordBytes.Contains(first) => (SqlToken.Word, WordLength(rest)),
            _ => (SqlToken.Other, 1),
        };
        Text = rest[..length];
        Position += length;
        return true;
    }

    /// <summary>For words that SQLite takes for no name: a name may hold one, and so may a comment.</summary>
    public static bool HasWord(ReadOnlySpan<byte> sql, ReadOnlySpan<byte> lower)
    {
        var scanner = new SqlScanner(sql);
        while (scanner.MoveNext())
        {
            if (scanner.IsWord(lower))
            {
                return true;
            }
        }

        return false;
    }

    public readonly bool IsWord(ReadOnlySpan<byte> lower) =>
        Kind == SqlToken.Word && System.Text.Ascii.EqualsIgnoreCase(Text, lower);

    /// <summary>A quote inside is doubled, which reads as two strings beside each other. The last may have no end.</summary>
    private static int LengthUntil(ReadOnlySpan<byte> rest, byte quote)
    {
        var end = rest[1..].IndexOf(quote);
        return end < 0 ? rest.Length : end + 2;
    }

    private static int WordLength(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAnyExcept(WordBytes);
        return end < 0 ? rest.Length : end;
    }

    private void SkipBlanks()
    {
        while (Position < _sql.Length)
        {
            var rest = _sql[Position..];
            if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f')
            {
                Position++;
            }
            else if (rest.StartsWith("--"u8))
            {
                Skip(rest, rest.IndexOf((byte)'\n'), 1);
            }
            else if (rest.StartsWith("/*"u8))
            {
                Skip(rest, rest[2..].IndexOf("*/"u8), 4);
            }
            else
            {
                return;
            }
        }
    }

    private void Skip(ReadOnlySpan<byte> rest, int end, int more) => Position += end < 0 ? rest.Length : end + more;
}
