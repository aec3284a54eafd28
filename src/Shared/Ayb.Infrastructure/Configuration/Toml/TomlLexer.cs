namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>The words of TOML: keys and scalar values.</summary>
internal sealed class TomlLexer(TomlCursor cursor)
{
    /// <summary>Reads a dotted key of one part or more, and the space around it.</summary>
    public IReadOnlyList<TomlKey> ReadKey()
    {
        var parts = new List<TomlKey>();
        do
        {
            cursor.SkipSpaces();
            parts.Add(ReadKeyPart());
            cursor.SkipSpaces();
        }
        while (cursor.TryTake('.'));

        return parts;
    }

    public TomlScalar ReadScalar()
    {
        var position = cursor.Position;
        if (cursor.Current is '"' or '\'')
        {
            return new TomlScalar(TomlKind.String, TomlStrings.ReadAny(cursor), position);
        }

        var token = ReadToken();
        return token switch
        {
            "true" => new TomlScalar(TomlKind.Boolean, true, position),
            "false" => new TomlScalar(TomlKind.Boolean, false, position),
            _ => TomlNumbers.TryRead(token, position)
                ?? TomlDates.TryRead(token, position)
                ?? throw position.Error("expected a value: a string in quotes, a number, true or false, a date, a time, [ or {"),
        };
    }

    private TomlKey ReadKeyPart()
    {
        var position = cursor.Position;
        var name = cursor.Current is '"' or '\'' ? TomlStrings.ReadSingleLine(cursor) : cursor.TakeWhile(IsBare);
        return name.Length > 0 || cursor.Position != position
            ? new TomlKey(name, position)
            : throw position.Error("expected a key: letters, digits, _ and -, or a string in quotes");
    }

    private string ReadToken()
    {
        var token = cursor.TakeWhile(IsPartOfToken);

        // A space may stand between date and time; before anything else than a digit it just ends the value.
        if (cursor.Current == ' ' && char.IsAsciiDigit(cursor.Next) && TomlDates.IsDate(token))
        {
            token += cursor.Take() + cursor.TakeWhile(IsPartOfToken);
        }

        return token;
    }

    private static bool IsBare(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private static bool IsPartOfToken(char character) => IsBare(character) || character is '+' or '.' or ':';
}
