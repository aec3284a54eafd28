namespace Ayb.Contracts;

/// <summary>What is in this database now? Whoever gets the copy disposes it. Readers and writers go on meanwhile.</summary>
public sealed class WhatIsIn(HostedDatabase database) : Question<Result<DatabaseCopy>?>
{
    public HostedDatabase Database { get; } = database;
}
