namespace Ayb.Querying.Worker.Diffs;

/// <summary>All that two versions do not have alike.</summary>
/// <param name="Versions">The two.</param>
/// <param name="From">The schema of the earlier one.</param>
/// <param name="To">The schema of the later one.</param>
/// <param name="Changes">Where the two differ.</param>
/// <param name="Tables">Those whose rows differ, or can't be compared.</param>
internal sealed record Differences(
    Versions Versions, Schema From, Schema To, IReadOnlyList<SchemaChange> Changes, IReadOnlyList<TableDiff> Tables)
{
    public static Differences Find(Versions versions)
    {
        var from = Schema.Read(versions, Versions.From);
        var to = Schema.Read(versions, Versions.To);
        var tables = from.Objects.Concat(to.Objects)
            .Where(item => item.IsTable)
            .Select(item => item.Name)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(name => TableDiff.Of(
                versions, from.Find(SchemaObject.KindOfTable, name), to.Find(SchemaObject.KindOfTable, name)))
            .Where(table => !table.IsEmpty);
        return new Differences(versions, from, to, SchemaChange.Between(from, to), [.. tables]);
    }
}
