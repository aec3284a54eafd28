namespace Ayb.Contracts;

/// <summary>Which of these databases may this caller know of? In the order in which they were given.</summary>
public sealed class WhichMayDiscover(Principal? caller, IReadOnlyList<HostedDatabase> databases)
    : Question<IReadOnlyList<HostedDatabase>>
{
    public Principal? Caller { get; } = caller;

    public IReadOnlyList<HostedDatabase> Databases { get; } = databases;
}
