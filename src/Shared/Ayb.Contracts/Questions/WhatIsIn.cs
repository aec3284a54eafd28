namespace Ayb.Contracts;

/// <summary>What is in this database now? Whoever gets the copy disposes it. Readers and writers go on meanwhile.</summary>
public sealed class WhatIsIn(HostedDatabase database) : Question<Result<DatabaseCopy>?>
{
    public HostedDatabase Database { get; } = database;

    /// <summary>
    /// Whether the copy is for somebody else than those who look after the database: it then has no pages of it that are no longer in use,
    /// on which deleted rows can be read.
    /// </summary>
    public bool IsForOthers { get; init; }
}
