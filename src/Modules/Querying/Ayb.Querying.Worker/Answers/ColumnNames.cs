using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>The names of a statement's columns as the members of an object.</summary>
internal static class ColumnNames
{
    /// <returns>For each column <c>"name":</c>, with the comma before it. A name that comes again gets a number: <c>id</c>, <c>id:1</c>.</returns>
    public static byte[][] AsMembers(Statement statement)
    {
        var taken = new HashSet<string>();
        var members = new byte[statement.ColumnCount][];
        for (var column = 0; column < members.Length; column++)
        {
            var name = Unused(taken, Encoding.UTF8.GetString(statement.ColumnName(column)));
            var json = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
            members[column] = [.. column > 0 ? ",\""u8 : "\""u8, .. json, .. "\":"u8];
        }

        return members;
    }

    private static string Unused(HashSet<string> taken, string name)
    {
        var unused = name;
        for (var number = 1; !taken.Add(unused); number++)
        {
            unused = $"{name}:{number}";
        }

        return unused;
    }
}
