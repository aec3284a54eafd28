namespace Ayb.Contracts;

/// <summary>What may this caller do with this database? Unanswered means nothing.</summary>
public sealed class MayAccess(Principal? caller, HostedDatabase database) : Question<DatabaseAccess>
{
    public Principal? Caller { get; } = caller;

    public HostedDatabase Database { get; } = database;
}
