using System.ComponentModel.DataAnnotations;

namespace Ayb.Web;

/// <summary>The section <c>[web]</c>; a server without it has no pages.</summary>
public sealed class WebOptions
{
    /// <summary>Who serves the pages: <c>Local</c>, this server.</summary>
    [AllowedValues("Local", ErrorMessage = "{0} must be Local: this server serves its own pages")]
    public required string HostingMethod { get; init; }
}
