using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>What SQL can say of a table: a script must not load as something else, or not at all.</summary>
internal static class Sayable
{
    /// <exception cref="SqliteFailure">A part of the table would be missing.</exception>
    public static void Demand(Connection connection, Table table)
    {
        var reason = table.Module switch
        {
            { IsContentless: true } => "has only an index of its rows",
            { HasLocales: true } => "notes a locale for its texts",
            { ContentElsewhere: not null } when !CanBeBuilt(connection, table) => "has an index of rows that can't be read",
            _ => null,
        };
        if (reason is not null)
        {
            throw new SqliteFailure(
                FailureCode.NotDumped, $"The table {table.QuotedName} {reason}, which SQL can't hold. Export the database as a SQLite file.");
        }
    }

    private static bool CanBeBuilt(Connection connection, Table index)
    {
        try
        {
            using var rows = connection.Prepare($"SELECT * FROM {index.QuotedName}");
            _ = rows.Step();
            return index.Module is not { ReadsNoVirtualTables: true, ContentElsewhere: { } content } || !IsVirtual(connection, content);
        }
        catch (SqliteFailure failure) when (failure.Code == FailureCode.Sql)
        {
            // Where its rows should be is nothing, or something else.
            return false;
        }
    }

    /// <summary>The table, or what it is a view of.</summary>
    private static bool IsVirtual(Connection connection, string table)
    {
        using var steps = connection.Prepare($"EXPLAIN SELECT * FROM {SqlName.Quote(table)}");
        while (steps.Step())
        {
            if (steps.Text(1).SequenceEqual("VOpen"u8))
            {
                return true;
            }
        }

        return false;
    }
}
