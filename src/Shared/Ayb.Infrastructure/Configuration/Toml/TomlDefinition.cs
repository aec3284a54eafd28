namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>How a table came to be, which decides how it may still grow.</summary>
internal enum TomlDefinition
{
    /// <summary>Mentioned on the way to another table, as <c>a</c> in <c>[a.b]</c>: it may still be defined, once.</summary>
    Implied,

    /// <summary>Has its own <c>[header]</c>.</summary>
    Header,

    /// <summary>Built by dotted keys, as <c>a</c> in <c>a.b = 1</c>: more dotted keys of the same table may add to it.</summary>
    Dotted,

    /// <summary>Written in braces: complete.</summary>
    Inline,
}
