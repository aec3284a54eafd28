using Ayb.Contracts;

namespace Ayb.Web;

/// <summary>Somebody looks at a page.</summary>
/// <param name="Caller">Who is logged in; <c>null</c> for nobody.</param>
/// <param name="FormToken">What the forms of the page must send back: it is worth something to this browser alone.</param>
public sealed record Visit(Principal? Caller, string FormToken)
{
    public override string ToString() => $"{nameof(Visit)} {{ Caller = {Caller?.Slug} }}";
}
