namespace Ayb.Snapshots.Disaster;

/// <summary>
/// Whose metadata it is: <c>6e340b9cffb3…</c> for a server from its beginning, <c>6e340b9cffb3….20260301T120000Z</c> for what it is since a restore.
/// </summary>
/// <param name="Server">Stays through all restores.</param>
/// <param name="RestoredAt">As ids of metadata snapshots are written; empty when it never was.</param>
internal sealed record Lineage(string Server, string RestoredAt)
{
    private const char Separator = '.';

    public static Lineage New() => new(Guid.NewGuid().ToString("N"), "");

    public static Lineage Parse(string text) =>
        text.Split(Separator, 2) is [var server, var restoredAt] ? new Lineage(server, restoredAt) : new Lineage(text, "");

    public override string ToString() => RestoredAt.Length == 0 ? Server : $"{Server}{Separator}{RestoredAt}";
}
