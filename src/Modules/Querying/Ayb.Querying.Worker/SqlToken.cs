namespace Ayb.Querying.Worker;

/// <summary>As much of SQL's grammar as shows where a statement ends.</summary>
internal enum SqlToken
{
    /// <summary>A key word, or a name without quotes.</summary>
    Word,

    /// <summary>A string, or a name in quotes.</summary>
    Quoted,

    Semicolon,

    Other,
}
