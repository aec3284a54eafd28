using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>Compares values as they are read.</summary>
internal static class RowValues
{
    /// <summary>The first columns of two rows have the same values.</summary>
    public static bool AreSame(OwnStatement first, OwnStatement second, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            if (!AreSame(first, column, second, column))
            {
                return false;
            }
        }

        return true;
    }

    public static bool AreSame(OwnStatement first, int firstColumn, OwnStatement second, int secondColumn)
    {
        var type = first.TypeOf(firstColumn);
        return type == second.TypeOf(secondColumn) && type switch
        {
            ColumnType.Integer => first.Integer(firstColumn) == second.Integer(secondColumn),
            ColumnType.Real => first.Real(firstColumn).Equals(second.Real(secondColumn)),
            ColumnType.Text or ColumnType.Blob => first.Stored(firstColumn).SequenceEqual(second.Stored(secondColumn)),
            _ => true,
        };
    }
}
