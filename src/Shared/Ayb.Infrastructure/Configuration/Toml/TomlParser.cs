namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>Reads TOML 1.0 (https://toml.io/en/v1.0.0). Any input gives a table or a <see cref="TomlException"/>.</summary>
internal sealed class TomlParser
{
    /// <summary>How deep tables and arrays may lie in each other: enough for people, little for the stack.</summary>
    public const int MaximumDepth = 64;

    private readonly TomlCursor _cursor;
    private readonly TomlLexer _lexer;

    private TomlParser(TomlCursor cursor)
    {
        _cursor = cursor;
        _lexer = new TomlLexer(cursor);
    }

    public static TomlTable Parse(ReadOnlySpan<byte> utf8) => new TomlParser(new TomlCursor(TomlText.Decode(utf8))).ReadDocument();

    private TomlTable ReadDocument()
    {
        var root = new TomlTable(TomlPosition.Start, TomlDefinition.Header);
        var (table, depth) = (root, 0);
        _cursor.SkipLines();
        while (!_cursor.AtEnd)
        {
            if (_cursor.Current == '[')
            {
                (table, depth) = ReadHeader(root);
            }
            else
            {
                ReadKeyAndValue(table, depth);
            }

            _cursor.ExpectEndOfLine();
            _cursor.SkipLines();
        }

        return root;
    }

    private (TomlTable Table, int Depth) ReadHeader(TomlTable root)
    {
        var isArray = _cursor.TryTake("[[");
        if (!isArray)
        {
            _cursor.Expect("[", "before the name of a table");
        }

        var keys = _lexer.ReadKey();
        _cursor.Expect(isArray ? "]]" : "]", "after the name of the table");
        EnsureNotTooDeep(keys.Count, keys[0].Position);
        return (isArray ? root.Append(keys) : root.Open(keys), keys.Count);
    }

    private void ReadKeyAndValue(TomlTable table, int depth)
    {
        var keys = _lexer.ReadKey();
        _cursor.Expect("=", "after the key");
        EnsureNotTooDeep(depth + keys.Count, keys[0].Position);

        var owner = table.FollowDotted(keys);
        owner.Refuse(keys[^1]);
        _cursor.SkipSpaces();
        owner.Add(keys[^1], ReadValue(depth + keys.Count));
    }

    private TomlValue ReadValue(int depth) => _cursor.Current switch
    {
        '[' => ReadArray(depth + 1),
        '{' => ReadInlineTable(depth),
        _ => _lexer.ReadScalar(),
    };

    private TomlArray ReadArray(int depth)
    {
        var array = new TomlArray(_cursor.Position);
        EnsureNotTooDeep(depth, array.Position);
        _cursor.Take();
        _cursor.SkipLines();
        while (!_cursor.TryTake(']'))
        {
            array.Items.Add(ReadValue(depth));
            _cursor.SkipLines();
            if (_cursor.Current != ']')
            {
                _cursor.Expect(",", "or ] after an element of the array");
                _cursor.SkipLines();
            }
        }

        return array;
    }

    private TomlTable ReadInlineTable(int depth)
    {
        var table = new TomlTable(_cursor.Position, TomlDefinition.Inline);
        _cursor.Take();
        _cursor.SkipSpaces();
        if (_cursor.TryTake('}'))
        {
            return table;
        }

        do
        {
            ReadKeyAndValue(table, depth);
            _cursor.SkipSpaces();
        }
        while (_cursor.TryTake(','));

        _cursor.Expect("}", "or , after a value of the inline table");
        return table;
    }

    private static void EnsureNotTooDeep(int depth, TomlPosition position)
    {
        if (depth > MaximumDepth)
        {
            throw position.Error($"expected at most {MaximumDepth} levels of tables and arrays");
        }
    }
}
