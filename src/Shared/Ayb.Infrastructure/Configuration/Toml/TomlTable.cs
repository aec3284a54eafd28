namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>A table in the order of its keys, and TOML's rules of what may be defined once and what may grow.</summary>
internal sealed class TomlTable(TomlPosition position, TomlDefinition definition) : TomlValue(TomlKind.Table, position)
{
    private readonly OrderedDictionary<string, TomlValue> _values = new(StringComparer.Ordinal);

    private TomlDefinition _definition = definition;

    public IReadOnlyDictionary<string, TomlValue> Values => _values;

    /// <summary>The table that <c>[a.b.c]</c> opens.</summary>
    public TomlTable Open(IReadOnlyList<TomlKey> header)
    {
        var parent = FollowHeader(header);
        var key = header[^1];
        switch (parent._values.GetValueOrDefault(key.Name))
        {
            case null:
                return parent.AddTable(key, TomlDefinition.Header);
            case TomlTable { _definition: TomlDefinition.Implied } implied:
                implied._definition = TomlDefinition.Header;
                return implied;
            case var existing:
                throw AlreadyDefined(key, existing);
        }
    }

    /// <summary>The table that <c>[[a.b.c]]</c> appends.</summary>
    public TomlTable Append(IReadOnlyList<TomlKey> header)
    {
        var parent = FollowHeader(header);
        var key = header[^1];
        var element = new TomlTable(key.Position, TomlDefinition.Header);
        switch (parent._values.GetValueOrDefault(key.Name))
        {
            case null:
                parent._values.Add(key.Name, new TomlArray(key.Position, isOfTables: true) { Items = { element } });
                return element;
            case TomlArray { IsOfTables: true } array:
                array.Items.Add(element);
                return element;
            case var existing:
                throw AlreadyDefined(key, existing);
        }
    }

    /// <summary>The table in which <c>a.b.key = …</c> puts its value.</summary>
    public TomlTable FollowDotted(IReadOnlyList<TomlKey> keys)
    {
        var table = this;
        foreach (var key in keys.Take(keys.Count - 1))
        {
            table = table.DottedChild(key);
        }

        return table;
    }

    public void Refuse(TomlKey key)
    {
        if (_values.TryGetValue(key.Name, out var existing))
        {
            throw AlreadyDefined(key, existing);
        }
    }

    public void Add(TomlKey key, TomlValue value)
    {
        Refuse(key);
        _values.Add(key.Name, value);
    }

    private TomlTable FollowHeader(IReadOnlyList<TomlKey> header)
    {
        var table = this;
        foreach (var key in header.Take(header.Count - 1))
        {
            table = table._values.GetValueOrDefault(key.Name) switch
            {
                null => table.AddTable(key, TomlDefinition.Implied),
                TomlTable { _definition: not TomlDefinition.Inline } child => child,
                TomlArray { IsOfTables: true } array => (TomlTable)array.Items[^1],
                var existing => throw AlreadyDefined(key, existing),
            };
        }

        return table;
    }

    private TomlTable DottedChild(TomlKey key)
    {
        switch (_values.GetValueOrDefault(key.Name))
        {
            case null:
                return AddTable(key, TomlDefinition.Dotted);
            case TomlTable { _definition: TomlDefinition.Dotted or TomlDefinition.Implied } child:
                child._definition = TomlDefinition.Dotted;
                return child;
            case var existing:
                throw AlreadyDefined(key, existing);
        }
    }

    private TomlTable AddTable(TomlKey key, TomlDefinition definition)
    {
        var table = new TomlTable(key.Position, definition);
        _values.Add(key.Name, table);
        return table;
    }

    private static TomlException AlreadyDefined(TomlKey key, TomlValue existing) =>
        key.Position.Error($"expected a key that is not yet defined, but {Printable.Quote(key.Name)} is defined on line {existing.Position.Line}");
}
