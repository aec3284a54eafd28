namespace Ayb.Querying.Worker.Diffs;

/// <summary>What has become of the rows of a table.</summary>
/// <param name="Name">The table's.</param>
/// <param name="Rows">Where they are; <c>null</c> when nobody can compare them, as those of a virtual table.</param>
internal sealed record TableDiff(string Name, TableRows? Rows)
{
    public RowSet Inserted { get; private init; }

    public RowSet Updated { get; private init; }

    public RowSet Deleted { get; private init; }

    /// <summary>All rows are taken for deleted, and for inserted: they are of another shape, or can't be told apart.</summary>
    public bool IsRebuilt { get; private init; }

    /// <summary>Of a table that was there, and is there as it was.</summary>
    public bool IsInPlace { get; private init; }

    public bool IsEmpty => Rows is not null && Inserted.Count + Updated.Count + Deleted.Count == 0;

    /// <param name="versions">Where its rows are.</param>
    /// <param name="from">The table as it was.</param>
    /// <param name="to">The table as it is; one of the two may be missing.</param>
    public static TableDiff Of(Versions versions, SchemaObject? from, SchemaObject? to)
    {
        var name = (to ?? from)!.Name;
        if (from is { IsVirtual: true } || to is { IsVirtual: true })
        {
            return new TableDiff(name, Rows: null);
        }

        if (to is null)
        {
            var dropped = Read(from!, Versions.From);
            return new TableDiff(name, dropped) { Deleted = dropped.Count(dropped.AllOfFrom) };
        }

        if (from is null)
        {
            var added = Read(to, Versions.To);
            return new TableDiff(name, added) { Inserted = added.Count(added.AllOfTo) };
        }

        return from.Sql == to.Sql
            ? Compare(name, Read(to, Versions.To, Versions.From))
            : Rebuild(name, Read(to, Versions.To));

        TableRows Read(SchemaObject table, params string[] schemas) =>
            new(versions, name, TableShape.Read(versions, table, schemas));
    }

    private static TableDiff Compare(string name, TableRows rows)
    {
        if (rows.Shape.Key.Count == 0)
        {
            return rows.AreAllTheSame() ? new TableDiff(name, rows) : Rebuild(name, rows);
        }

        return new TableDiff(name, rows)
        {
            Inserted = rows.Count(rows.Inserted),
            Updated = rows.Count(rows.Updated),
            Deleted = rows.Count(rows.Deleted),
            IsInPlace = true,
        };
    }

    private static TableDiff Rebuild(string name, TableRows rows) => new(name, rows)
    {
        Inserted = rows.Count(rows.AllOfTo),
        Deleted = rows.Count(rows.AllOfFrom),
        IsRebuilt = true,
    };
}
