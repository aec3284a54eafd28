using Ayb.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ayb.Identity;

internal static class MemberRoute
{
    /// <summary>The <c>{member}</c> of the route.</summary>
    public static Result<EntitySlug> RouteMember(this HttpRequest request) =>
        EntitySlug.Parse(request.HttpContext.GetRouteValue("member") as string);
}
