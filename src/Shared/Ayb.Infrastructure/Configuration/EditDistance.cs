namespace Ayb.Infrastructure.Configuration;

/// <summary>Optimal string alignment: how many letters were inserted, left out, replaced or swapped with their neighbour.</summary>
internal static class EditDistance
{
    public static int Between(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
            {
                distances[row, column] = row == 0 || column == 0 ? row + column : Cheapest(row, column);
            }
        }

        return distances[left.Length, right.Length];

        int Cheapest(int row, int column)
        {
            var replaced = distances[row - 1, column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
            var cheapest = Math.Min(replaced, 1 + Math.Min(distances[row - 1, column], distances[row, column - 1]));
            var swapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            return swapped ? Math.Min(cheapest, distances[row - 2, column - 2] + 1) : cheapest;
        }
    }
}
