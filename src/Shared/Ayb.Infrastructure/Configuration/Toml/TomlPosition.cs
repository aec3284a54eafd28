namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>A place in a TOML text: line and character (code point), both counted from 1.</summary>
internal readonly record struct TomlPosition(int Line, int Column)
{
    public static TomlPosition Start { get; } = new(1, 1);

    public TomlPosition After(char character) => character switch
    {
        '\n' => new TomlPosition(Line + 1, 1),
        _ when char.IsLowSurrogate(character) => this,
        _ => this with { Column = Column + 1 },
    };

    public TomlException Error(string message) => new(message, Line, Column);
}
