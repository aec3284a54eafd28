namespace Ayb.Querying.Worker;

/// <summary>The little that is read of SQL without SQLite: where nothing more comes.</summary>
internal static class SqlText
{
    /// <summary>Nothing but white space, semicolons and comments.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> sql)
    {
        while (true)
        {
            sql = sql.TrimStart(" \t\r\n\f;"u8);
            if (sql.StartsWith("--"u8))
            {
                var end = sql.IndexOf((byte)'\n');
                sql = end < 0 ? [] : sql[(end + 1)..];
            }
            else if (sql.StartsWith("/*"u8))
            {
                var end = sql[2..].IndexOf("*/"u8);
                sql = end < 0 ? [] : sql[(end + 4)..];
            }
            else
            {
                return sql.IsEmpty;
            }
        }
    }
}
