namespace Ayb.Querying.Worker;

/// <summary>Names as they stand in SQL that we write.</summary>
internal static class SqlName
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
