namespace Ayb.Contracts;

/// <summary>
/// May this caller have a new, private database of this name that begins with a content? The answer is the database, or why there is
/// none. It is asked outside of a transaction, since content may be long in coming. Unanswered means that this server makes no databases.
/// </summary>
/// <param name="caller">Who asks for it.</param>
/// <param name="path">What it is to be called.</param>
/// <param name="stage">Makes its file ready; called only if the caller may have the database.</param>
public sealed class NewDatabaseWith(
    Principal caller, DatabasePath path, Func<HostedDatabase, CancellationToken, Task<Result<StagedFile>>> stage) : Question<Result<HostedDatabase>?>
{
    public Principal Caller { get; } = caller;

    public DatabasePath Path { get; } = path;

    public Func<HostedDatabase, CancellationToken, Task<Result<StagedFile>>> Stage { get; } = stage;
}
