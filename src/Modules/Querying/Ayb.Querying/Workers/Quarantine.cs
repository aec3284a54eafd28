using System.Collections.Concurrent;
using Ayb.Contracts;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>
/// Leaves a damaged file as it is: a marker beside it keeps every process away from it until the operator has removed the marker.
/// </summary>
internal sealed class Quarantine(TimeProvider clock, ILogger<Quarantine> logger)
{
    public const string MarkerFile = "QUARANTINED";

    private const int LongestFinding = 500;

    private static readonly AybError InForce = new(
        ErrorKind.Unavailable, "The database is in quarantine: its file is damaged, and stays as it is until the server's operator has looked at it.");

    /// <summary>Where not even the marker could be written.</summary>
    private readonly ConcurrentDictionary<string, bool> _unmarked = new();

    /// <returns>Why the database in this folder is not opened; <c>null</c> when it may be.</returns>
    public AybError? RefusalOf(string folder) =>
        File.Exists(Path.Combine(folder, MarkerFile)) || _unmarked.ContainsKey(folder) ? InForce : null;

    /// <summary>A sound file is in the damaged one's place.</summary>
    public void Lift(string folder) => _unmarked.TryRemove(folder, out _);

    /// <param name="database">Whose file is damaged.</param>
    /// <param name="folder">The folder that the file is in.</param>
    /// <param name="finding">What SQLite says about it.</param>
    public void Impose(DatabaseId database, string folder, string finding)
    {
        var marker = Path.Combine(folder, MarkerFile);
        finding = new string([.. finding.Where(letter => !char.IsControl(letter)).Take(LongestFinding)]);
        Log.Quarantined(logger, database, finding, marker);
        try
        {
            using var file = new StreamWriter(marker);
            file.Write(Explanation(finding));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unmarked[folder] = true;
            Log.NotMarked(logger, database, exception.Message);
        }
    }

    private string Explanation(string finding) =>
        $"""
        ayb has put this database into quarantine at {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC.
        SQLite says of its file: {finding}

        Nothing reads or writes database.sqlite while this file is here. What you can do:
        - Copy the folder, with database.sqlite-wal if there is one, and work on the copy.
        - sqlite3 copy/database.sqlite ".recover" | sqlite3 recovered.sqlite
          saves what can be saved. Put recovered.sqlite in the place of database.sqlite, and remove database.sqlite-wal and database.sqlite-shm.
        - Or put a backup in its place.
        - Look after the disk: files do not get damaged by themselves.
        Then remove this file: the next query opens the database again.

        """;
}
