using System.Text;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Interactive;

/// <summary>
/// The statements of this and earlier sessions, the newest last. The file has one statement a line, with
/// <c>\n</c> for a line break and <c>\\</c> for a backslash; each is appended as it is entered, so that
/// sessions side by side keep each other's. Opening trims it to the newest thousand.
/// </summary>
internal sealed class History
{
    public const int Kept = 1000;

    private readonly string _path;
    private readonly List<string> _entries;

    public History(string path)
    {
        _path = path;
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        _entries = [.. lines.TakeLast(Kept).Select(Unescape)];
        if (lines.Length > Kept)
        {
            PrivateFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(_entries.Select(Line))));
        }
    }

    public IReadOnlyList<string> Entries => _entries;

    public void Add(string statement)
    {
        if (string.IsNullOrWhiteSpace(statement) || _entries.LastOrDefault() == statement)
        {
            return;
        }

        _entries.Add(statement);
        try
        {
            PrivateFile.Append(_path, Encoding.UTF8.GetBytes(Line(statement)));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep anybody from querying: the history then lasts as long as the session.
        }
    }

    private static string Line(string statement) =>
        statement.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\n";

    private static string Unescape(string line)
    {
        var statement = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length; at++)
        {
            statement.Append(line[at] == '\\' && at + 1 < line.Length ? (line[++at] == 'n' ? '\n' : line[at]) : line[at]);
        }

        return statement.ToString();
    }
}
