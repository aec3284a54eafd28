namespace Ayb.Querying.Worker.Loads;

/// <summary>Finds where a statement ends: at a semicolon, but for those inside of a trigger (https://sqlite.org/c3ref/complete.html).</summary>
internal static class StatementEnd
{
    private enum State
    {
        Beginning,
        Explained,
        Creating,
        Plain,
        InTrigger,
        AfterSemicolon,
        AfterEnd,
    }

    private static readonly byte[][] Ends = [";"u8.ToArray(), "\n;"u8.ToArray(), "*/;"u8.ToArray()];

    /// <returns>What ends a statement of a schema: its text may close with a comment, and the comment not be closed.</returns>
    public static ReadOnlySpan<byte> Of(byte[] sql) =>
        Array.Find(Ends, end => Find([.. sql, .. end]) == sql.Length + end.Length) ?? Ends[0];

    /// <returns>How long the first statement is, with its semicolon; -1 when more of it is to come.</returns>
    public static int Find(ReadOnlySpan<byte> sql)
    {
        var scanner = new SqlScanner(sql);
        var state = State.Beginning;
        while (scanner.MoveNext())
        {
            if (scanner.Kind != SqlToken.Semicolon)
            {
                state = Next(state, scanner);
            }
            else if (state is State.InTrigger or State.AfterSemicolon)
            {
                state = State.AfterSemicolon;
            }
            else
            {
                return scanner.Position;
            }
        }

        return -1;
    }

    private static State Next(State state, in SqlScanner token) => state switch
    {
        State.Beginning when token.IsWord("explain"u8) => State.Explained,
        State.Explained when token.IsWord("query"u8) || token.IsWord("plan"u8) => State.Explained,
        State.Beginning or State.Explained when token.IsWord("create"u8) => State.Creating,
        State.Creating when token.IsWord("temp"u8) || token.IsWord("temporary"u8) => State.Creating,
        State.Creating when token.IsWord("trigger"u8) => State.InTrigger,
        State.AfterSemicolon when token.IsWord("end"u8) => State.AfterEnd,
        State.InTrigger or State.AfterSemicolon or State.AfterEnd => State.InTrigger,
        _ => State.Plain,
    };
}
