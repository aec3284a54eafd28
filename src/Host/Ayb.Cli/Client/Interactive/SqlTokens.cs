namespace Ayb.Cli.Client.Interactive;

/// <summary>Cuts SQL into words in upper case and single other characters; comments and blanks are left out.</summary>
internal sealed class SqlTokens(string sql)
{
    /// <summary>Stands for something quoted or commented that has not been closed yet.</summary>
    public const string Unfinished = "…";

    private int _at;

    public string? Next()
    {
        while (_at < sql.Length)
        {
            var start = _at;
            switch (sql[_at])
            {
                case var blank when char.IsWhiteSpace(blank):
                    _at++;
                    break;
                case '-' when Follows("--"):
                    SkipPast("\n");
                    break;
                case '/' when Follows("/*"):
                    _at += 2;
                    if (!SkipPast("*/"))
                    {
                        return Unfinished;
                    }

                    break;
                case '\'' or '"' or '`' or '[':
                    return Quoted(sql[_at] == '[' ? ']' : sql[_at]);
                case var letter when IsWord(letter):
                    while (_at < sql.Length && IsWord(sql[_at]))
                    {
                        _at++;
                    }

                    return sql[start.._at].ToUpperInvariant();
                default:
                    return sql[_at++].ToString();
            }
        }

        return null;
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';

    private bool Follows(string mark) => sql.AsSpan(_at).StartsWith(mark, StringComparison.Ordinal);

    // A doubled quote needs no care: it closes one quotation and opens the next.
    private string Quoted(char close)
    {
        _at++;
        return SkipPast(close.ToString()) ? close.ToString() : Unfinished;
    }

    private bool SkipPast(string mark)
    {
        var found = sql.IndexOf(mark, _at, StringComparison.Ordinal);
        _at = found < 0 ? sql.Length : found + mark.Length;
        return found >= 0;
    }
}
