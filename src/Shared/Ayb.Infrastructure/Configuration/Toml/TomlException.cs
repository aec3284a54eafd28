namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>A text is not TOML 1.0. The message says what was expected and never repeats a value, which may be a secret.</summary>
/// <param name="message">What was expected, without the place.</param>
/// <param name="line">The line, counted from 1.</param>
/// <param name="column">The character in the line, counted from 1.</param>
public sealed class TomlException(string message, int line, int column) : Exception(message)
{
    /// <summary>The line, counted from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The character in the line, counted from 1.</summary>
    public int Column { get; } = column;
}
