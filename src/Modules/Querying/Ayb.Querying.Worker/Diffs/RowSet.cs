namespace Ayb.Querying.Worker.Diffs;

/// <summary>Some rows of a table.</summary>
/// <param name="Rows">From FROM on.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct RowSet(string Rows, long Count);
