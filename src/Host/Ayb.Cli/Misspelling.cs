using System.CommandLine;

namespace Ayb.Cli;

/// <summary>Finds the command or option that somebody meant.</summary>
internal static class Misspelling
{
    /// <returns><c>null</c> when none is near.</returns>
    public static T? NearestTo<T>(string typed, IEnumerable<T> symbols)
        where T : Symbol
    {
        var word = typed.Replace('-', '_').ToLowerInvariant();
        var (nearest, distance) = symbols
            .Select(symbol => (Symbol: symbol, Distance: Distance(word, symbol.Name.Replace('-', '_'))))
            .MinBy(one => one.Distance);
        return distance <= Math.Max(2, word.Length / 3) && distance < word.Length ? nearest : null;
    }

    /// <summary>How many letters are to be changed, inserted, left out, or swapped with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        var distances = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                    distances[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[from.Length, to.Length];
    }
}
