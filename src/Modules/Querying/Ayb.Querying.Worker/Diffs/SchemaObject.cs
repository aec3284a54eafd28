namespace Ayb.Querying.Worker.Diffs;

/// <summary>What a schema has by a name.</summary>
/// <param name="Kind"><c>table</c>, <c>index</c>, <c>view</c> or <c>trigger</c>.</param>
/// <param name="Name">Its own.</param>
/// <param name="Table">The table or view that it belongs to, or it itself.</param>
/// <param name="Sql">What made it.</param>
internal sealed record SchemaObject(string Kind, string Name, string Table, string Sql)
{
    public const string KindOfTable = "table", KindOfIndex = "index", KindOfView = "view", KindOfTrigger = "trigger";

    /// <summary>Its rows are not its own but a module's, which keeps them in shadow tables.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>It has no rowids.</summary>
    public bool IsWithoutRowId { get; init; }

    public bool IsTable => Kind == KindOfTable;
}
