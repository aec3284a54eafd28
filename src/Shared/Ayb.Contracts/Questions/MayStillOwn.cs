namespace Ayb.Contracts;

/// <summary>
/// Is this caller still the owner of this database, or of the organization that is? Asked inside the transaction in which the database
/// becomes that owner's; whoever leaves the organization does so before it or after it, on whichever server. Unanswered means yes, as for
/// <see cref="MayStill"/>.
/// </summary>
public sealed class MayStillOwn(Principal caller, HostedDatabase database) : Question<Result<Nothing>?>
{
    public Principal Caller { get; } = caller;

    public HostedDatabase Database { get; } = database;
}
