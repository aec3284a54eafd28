namespace Ayb.Contracts;

/// <summary>
/// May this caller have a new database of this name, empty and private? The answer is the database, or why there is none;
/// it exists if the transaction commits in which this is asked. Unanswered means that this server makes no databases.
/// </summary>
public sealed class NewDatabaseFor(Principal caller, DatabasePath path) : Question<Result<HostedDatabase>?>
{
    public Principal Caller { get; } = caller;

    public DatabasePath Path { get; } = path;
}
