namespace Ayb.Host;

/// <summary>Settings of <c>[cors]</c>.</summary>
internal sealed class CorsOptions
{
    /// <summary>The origin whose pages may call this server, or <c>*</c> for any.</summary>
    public string Origin { get; init; } = "*";
}
