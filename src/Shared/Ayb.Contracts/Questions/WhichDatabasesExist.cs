namespace Ayb.Contracts;

/// <summary>Which databases does this server have? All of them, in no particular order.</summary>
public sealed class WhichDatabasesExist : Question<IReadOnlyList<HostedDatabase>>;
