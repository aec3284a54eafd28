namespace Ayb.Querying.Worker.Dumps;

/// <param name="Name">As it was written.</param>
/// <param name="Sql">What makes it.</param>
/// <param name="IsVirtual">A module keeps its rows, or shows what others keep.</param>
/// <param name="HasRowId">It was not made WITHOUT ROWID.</param>
internal sealed record Table(string Name, string Sql, bool IsVirtual, bool HasRowId)
{
    public string QuotedName => SqlName.Quote(Name);

    /// <summary>Of a virtual table.</summary>
    public VirtualTable? Module { get; } = IsVirtual ? VirtualTable.Read(Sql) : null;

    /// <summary>Its rows are nowhere else, and can be read.</summary>
    public bool KeepsRows => Module is not { KeepsRows: false };
}
