namespace Ayb.Contracts;

/// <summary>
/// Which kept version of this database is meant? By the id of a snapshot, or by a time (RFC 3339): then it is the newest one that is not
/// younger. Unanswered means that this server keeps none.
/// </summary>
public sealed class WhichVersion(HostedDatabase database, string version) : Question<Result<DatabaseVersion>?>
{
    public HostedDatabase Database { get; } = database;

    public string Version { get; } = version;
}
