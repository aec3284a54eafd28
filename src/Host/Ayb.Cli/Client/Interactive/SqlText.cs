namespace Ayb.Cli.Client.Interactive;

/// <summary>Tells whether SQL has been typed to its end.</summary>
internal static class SqlText
{
    /// <summary>
    /// True when every statement ends with a semicolon that is really one: not in quotes or a comment, and not one of
    /// those inside CREATE TRIGGER, which goes on to its <c>; END;</c>. Blank text is complete.
    /// </summary>
    public static bool IsComplete(string sql)
    {
        var tokens = new SqlTokens(sql);
        var statement = new List<string>();
        while (tokens.Next() is { } token)
        {
            statement.Add(token);
            if (token == ";" && (!IsTrigger(statement) || statement is [.., ";", "END", ";"]))
            {
                statement.Clear();
            }
        }

        return statement.Count == 0;
    }

    private static bool IsTrigger(List<string> statement)
    {
        var words = statement.SkipWhile(word => word is "EXPLAIN" or "QUERY" or "PLAN").Take(3).ToArray();
        return words is ["CREATE", "TRIGGER", ..] or ["CREATE", "TEMP" or "TEMPORARY", "TRIGGER"];
    }
}
