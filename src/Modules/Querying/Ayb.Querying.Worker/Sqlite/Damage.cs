namespace Ayb.Querying.Worker.Sqlite;

/// <summary>
/// Finds out whether a file is damaged when SQLite has said so of a statement: a statement may be at fault, or a limit
/// that an old schema exceeds. So it looks without limits and without a tenant's statements.
/// </summary>
internal static class Damage
{
    /// <param name="path">The database's file.</param>
    /// <param name="running">Whose statement it was; the search ends with it.</param>
    /// <returns>Whether SQLite's suspicion was confirmed; one that was not in time is none.</returns>
    public static bool IsIn(string path, Request? running)
    {
        using var database = OwnConnection.Served(path, running);
        return database.FindDamage("quick_check", out var finding) is ResultCode.Corrupt or ResultCode.NotADatabase || finding is not null;
    }
}
