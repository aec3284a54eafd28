using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>The names of a statement's columns as the members of an object.</summary>
internal static class ColumnNames
{
    /// <summary>Of all members together. They are kept while there are rows, and written with each.</summary>
    private const int MostBytes = 1 << 20;

    /// <returns>For each column <c>"name":</c>, with the comma before it. A name that comes again gets a number: <c>id</c>, <c>id:1</c>.</returns>
    /// <exception cref="SqliteFailure">They are too long.</exception>
    public static byte[][] AsMembers(Statement statement)
    {
        var taken = new HashSet<string>();
        var numbers = new Dictionary<string, int>();
        var members = new byte[statement.ColumnCount][];
        var left = MostBytes;
        for (var column = 0; column < members.Length; column++)
        {
            var bytes = statement.ColumnName(column);
            if ((left -= bytes.Length) < 0)
            {
                throw new SqliteFailure(FailureCode.Sql, "The names of the columns are longer than 1 MiB together. Give them shorter ones by AS, or ask for rows as arrays.");
            }

            var name = Unused(taken, numbers, Encoding.UTF8.GetString(bytes));
            var json = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
            members[column] = [.. column > 0 ? ",\""u8 : "\""u8, .. json, .. "\":"u8];
        }

        return members;
    }

    private static string Unused(HashSet<string> taken, Dictionary<string, int> numbers, string name)
    {
        var unused = name;
        while (!taken.Add(unused))
        {
            numbers[name] = numbers.GetValueOrDefault(name) + 1;
            unused = $"{name}:{numbers[name]}";
        }

        return unused;
    }
}
