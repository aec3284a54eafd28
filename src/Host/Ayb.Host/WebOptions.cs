namespace Ayb.Host;

/// <summary>Settings of <c>[web]</c>.</summary>
internal sealed class WebOptions
{
    public required string HostingMethod { get; init; }
}
