namespace Ayb.Querying.Worker.Diffs;

/// <summary>The statements of a script that are about the schema.</summary>
internal sealed class SchemaScript
{
    // SQLite does not tell names by their case, and a trigger has that of its table as somebody has written it.
    private readonly HashSet<string> _gone = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _touched = new(StringComparer.OrdinalIgnoreCase);
    private readonly Schema _from;
    private readonly Schema _to;

    public SchemaScript(Differences differences)
    {
        (_from, _to) = (differences.From, differences.To);
        _gone.UnionWith(_from.Objects.Where(IsDropped).Where(item => item.Kind is SchemaObject.KindOfTable or SchemaObject.KindOfView).Select(item => item.Name));
        foreach (var table in differences.Tables.Where(table => table.Rows is not null))
        {
            (table.IsRebuilt ? _gone : _touched).Add(table.Name);
        }

        HasStatements = differences.Changes.Count > 0;
    }

    public bool HasStatements { get; }

    /// <summary>What goes, and the tables that come.</summary>
    public IEnumerable<string> Before() =>
    [
        .. Drop(SchemaObject.KindOfTrigger, trigger => !Stays(trigger)),
        .. Drop(SchemaObject.KindOfView, IsDropped),
        .. Drop(SchemaObject.KindOfIndex, index => IsDropped(index) && !_gone.Contains(index.Table)),
        .. Drop(SchemaObject.KindOfTable, table => _gone.Contains(table.Name)),
        .. Create(SchemaObject.KindOfTable),
    ];

    /// <summary>What comes when the rows are there.</summary>
    public IEnumerable<string> After() =>
        [.. Create(SchemaObject.KindOfIndex), .. Create(SchemaObject.KindOfView), .. Create(SchemaObject.KindOfTrigger)];

    private bool IsDropped(SchemaObject item) => !_to.Has(item);

    /// <summary>Is in both versions, and no statement takes it along.</summary>
    private bool Stays(SchemaObject item) => item.Kind switch
    {
        SchemaObject.KindOfTable => !_gone.Contains(item.Name),
        SchemaObject.KindOfView => true,
        SchemaObject.KindOfIndex => !_gone.Contains(item.Table),
        _ => !_gone.Contains(item.Table) && !_touched.Contains(item.Table),
    } && _from.Has(item) && _to.Has(item);

    private IEnumerable<string> Drop(string kind, Func<SchemaObject, bool> which) => _from.Objects
        .Where(item => item.Kind == kind && which(item))
        .Select(item => $"DROP {kind.ToUpperInvariant()} {Identifier.Quote(item.Name)}");

    private IEnumerable<string> Create(string kind) =>
        _to.Objects.Where(item => item.Kind == kind && !Stays(item)).Select(item => item.Sql);
}
