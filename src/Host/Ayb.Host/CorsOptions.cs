using System.ComponentModel.DataAnnotations;

namespace Ayb.Host;

/// <summary>Settings of <c>[cors]</c>.</summary>
internal sealed class CorsOptions
{
    /// <summary>The origin whose pages may call this server, or <c>*</c> for any.</summary>
    [RegularExpression(@"\*|https?://[^/?#@\s]+", ErrorMessage = "{0} must be * or an origin such as https://app.example.com, without a path")]
    public string Origin { get; init; } = "*";
}
