namespace Ayb.Querying;

/// <summary>Settings of <c>[isolation]</c>.</summary>
public sealed class IsolationOptions
{
    /// <summary>Serve nothing where a layer of isolation is missing.</summary>
    public bool Required { get; init; }
}
