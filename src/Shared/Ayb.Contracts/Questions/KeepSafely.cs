namespace Ayb.Contracts;

/// <summary>
/// Will you keep what is in this database, before something else takes its place? The answer is by which id it can be had again.
/// Unanswered means that this server keeps no snapshots.
/// </summary>
/// <param name="by">Who is about to replace it; <c>null</c> when that was in the life of a server that has died.</param>
/// <param name="database">Whose content it is.</param>
/// <param name="last">The content; it stays the asker's.</param>
public sealed class KeepSafely(Principal? by, HostedDatabase database, DatabaseCopy last) : Question<Result<string>?>
{
    public Principal? By { get; } = by;

    public HostedDatabase Database { get; } = database;

    public DatabaseCopy Last { get; } = last;
}
