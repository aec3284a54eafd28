using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Builder;

namespace Ayb.Web;

public static class PageExtensions
{
    /// <summary>
    /// This is a page: at the root, for anybody, and its failures are pages too.
    /// Who is logged in says <see cref="Visits"/>.
    /// </summary>
    public static void Page(this IEndpointConventionBuilder endpoint) =>
        endpoint.AtRoot().WithMetadata(new ErrorAnswer(ErrorPages.ShowAsync)).Anybody();
}
