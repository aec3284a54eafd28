using System.Text;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>What of a virtual table has to be dumped, by its module: some keep rows, others only show what is elsewhere.</summary>
/// <param name="Module">In lower case.</param>
/// <param name="Options">Those of a full-text table that matter here, by their whole names.</param>
internal sealed record VirtualTable(string Module, IReadOnlyDictionary<string, string> Options)
{
    private const string Content = "content";
    private const string Languages = "languageid";
    private const string Locale = "locale";

    public bool KeepsRows => NamesItsRows || Module == "geopoly" || (IsText && !Options.ContainsKey(Content));

    /// <summary>Its first column is the number of the row.</summary>
    public bool NamesItsRows => Module is "rtree" or "rtree_i32";

    /// <summary>Nobody has its rows: there is only what they are found by.</summary>
    public bool IsContentless => Options.GetValueOrDefault(Content) is "";

    /// <summary>The table that it is an index of; <c>null</c> if it is none.</summary>
    public string? ContentElsewhere => Options.GetValueOrDefault(Content) is { Length: > 0 } table ? table : null;

    /// <summary>When it is built anew, unless FTS4 does it.</summary>
    public bool ReadsNoVirtualTables => Module == "fts5";

    /// <summary>The last of its hidden columns is a language, by which rows are found: https://sqlite.org/fts3.html#the_languageid_option.</summary>
    public bool HasLanguages => Options.ContainsKey(Languages);

    /// <summary>Its texts may have a locale that is not among its columns: https://sqlite.org/fts5.html#the_locale_option.</summary>
    public bool HasLocales => Options.GetValueOrDefault(Locale, "0") != "0";

    public bool HasSettings => Module == "fts5";

    private bool IsText => Module is "fts3" or "fts4" or "fts5";

    /// <param name="sql">As SQLite keeps it: <c>CREATE VIRTUAL TABLE name USING module(arguments)</c>.</param>
    public static VirtualTable Read(string sql)
    {
        var scanner = new SqlScanner(Encoding.UTF8.GetBytes(sql));
        while (scanner.MoveNext() && !scanner.IsWord("using"u8))
        {
        }

        var module = scanner.MoveNext() ? Unquoted(scanner.Text).ToLowerInvariant() : "";
        return new VirtualTable(module, ReadOptions(ref scanner, module));
    }

    private static Dictionary<string, string> ReadOptions(ref SqlScanner scanner, string module)
    {
        var options = new Dictionary<string, string>();
        var name = "";
        while (scanner.MoveNext())
        {
            if (scanner.Kind == SqlToken.Word)
            {
                name = Encoding.UTF8.GetString(scanner.Text).ToLowerInvariant();
            }
            else if (scanner.Text is [(byte)'='] && OptionOf(module, name) is { } option)
            {
                // Of two the last one counts.
                options[option] = scanner.MoveNext() && scanner.Text is not ([(byte)','] or [(byte)')']) ? Unquoted(scanner.Text) : "";
            }
        }

        return options;
    }

    /// <summary>FTS5 takes the beginning of an option for the option.</summary>
    private static string? OptionOf(string module, string name) => module switch
    {
        "fts4" when name is Content or Languages => name,
        "fts5" => Array.Find([Content, Locale], option => option.StartsWith(name, StringComparison.Ordinal)),
        _ => null,
    };

    private static string Unquoted(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Trim('"', '\'', '`', '[', ']');
}
