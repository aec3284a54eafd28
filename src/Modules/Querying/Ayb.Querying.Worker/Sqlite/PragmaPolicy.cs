using System.Collections.Frozen;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>Which PRAGMAs a tenant may use. All others would reach beyond the tenant's own rows.</summary>
internal static class PragmaPolicy
{
    /// <summary>Report on the schema and the file, with or without an argument.</summary>
    private static readonly FrozenSet<string> Reports = new[]
    {
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        "foreign_key_check", "integrity_check", "quick_check", "collation_list", "function_list", "module_list",
        "pragma_list", "compile_options",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>May be read, not set.</summary>
    private static readonly FrozenSet<string> Readable = new[]
    {
        "schema_version", "data_version", "encoding", "page_count", "page_size", "freelist_count", "journal_mode",
        "synchronous", "max_page_count", "cache_size", "trusted_schema",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>May be read, and set in the file for good.</summary>
    private static readonly FrozenSet<string> Persistent = new[]
    {
        "user_version", "application_id", "auto_vacuum", "incremental_vacuum", "optimize",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of these, the ones that write without an argument, too.</summary>
    private static readonly FrozenSet<string> Working =
        new[] { "incremental_vacuum", "optimize" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// May be read, and set for the rest of the request. Not <c>case_sensitive_like</c>: rows that are written under it do not fit
    /// into partial indexes any more, which SQLite then takes for damage.
    /// </summary>
    private static readonly FrozenSet<string> ForTheRequest = new[]
    {
        "foreign_keys", "defer_foreign_keys", "recursive_triggers", "reverse_unordered_selects",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static PragmaUse Classify(string name, bool hasArgument)
    {
        if (Reports.Contains(name))
        {
            return PragmaUse.Read;
        }

        if (Persistent.Contains(name))
        {
            return hasArgument || Working.Contains(name) ? PragmaUse.Write : PragmaUse.Read;
        }

        if (ForTheRequest.Contains(name))
        {
            return hasArgument ? PragmaUse.SetForTheRequest : PragmaUse.Read;
        }

        return !hasArgument && Readable.Contains(name) ? PragmaUse.Read : PragmaUse.Forbidden;
    }
}
