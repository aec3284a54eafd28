namespace Ayb.Querying.Worker.Diffs;

/// <summary>Something that the two schemas do not have alike; one of the two may be missing.</summary>
internal sealed record SchemaChange(SchemaObject? From, SchemaObject? To)
{
    public string Kind => (To ?? From)!.Kind;

    public string Name => (To ?? From)!.Name;

    public static IReadOnlyList<SchemaChange> Between(Schema from, Schema to) =>
    [
        .. from.Objects.Where(item => !to.Has(item)).Select(item => new SchemaChange(item, to.Find(item.Kind, item.Name))),
        .. to.Objects.Where(item => from.Find(item.Kind, item.Name) is null).Select(item => new SchemaChange(null, item)),
    ];
}
