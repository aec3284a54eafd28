using Ayb.Contracts;
using Ayb.Infrastructure.RateLimits;
using Carter;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Ayb.Infrastructure.Http;

public static class EndpointExtensions
{
    /// <summary>
    /// Maps the endpoints of every module that was added, below a prefix such as <c>/v1</c>,
    /// each with authentication and one shape of errors.
    /// </summary>
    public static IEndpointConventionBuilder MapAyb(this IEndpointRouteBuilder endpoints, string prefix)
    {
        var group = endpoints.MapGroup(prefix);
        group.MapCarter();
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            endpoint.Metadata.Add(new ApiPrefix(prefix.TrimEnd('/')));
            MoveToRoot(endpoint, prefix);
            var requirement = endpoint.Metadata.OfType<CallerRequirement>().Cast<CallerRequirement?>().LastOrDefault();

            // Carter describes every route at /openapi of its own accord: what does not say who may call it is not there.
            endpoint.RequestDelegate = requirement is { } known
                ? EndpointPipeline.Wrap(endpoint.RequestDelegate!, known, EndpointLimits.Of(endpoint))
                : EndpointPipeline.NotThereAsync;
        });
        return group;
    }

    /// <summary>Every request of an address takes a token, before anything else is looked at.</summary>
    public static IEndpointConventionBuilder Limited(this IEndpointConventionBuilder endpoint, RateLimiter<ClientAddress> perAddress) =>
        endpoint.Limited(perAddress.Mark);

    /// <summary>Every request of an account takes a token, before its body is read.</summary>
    public static IEndpointConventionBuilder Limited(this IEndpointConventionBuilder endpoint, RateLimiter<EntityId> perAccount) =>
        endpoint.Limited(perAccount.Mark);

    /// <summary>The endpoint's address does not begin with the prefix of the others.</summary>
    public static IEndpointConventionBuilder AtRoot(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new AtRoot());

    /// <summary>Anybody may call this; credentials are not looked at.</summary>
    public static void Anybody(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(CallerRequirement.Anybody);

    /// <summary>Anybody may call this, but a token that is shown must be valid.</summary>
    public static void TokenOptional(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(CallerRequirement.TokenOptional);

    /// <summary>Only who shows a valid token may call this.</summary>
    public static void TokenRequired(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(CallerRequirement.TokenRequired);

    private static IEndpointConventionBuilder Limited(this IEndpointConventionBuilder endpoint, Action<EndpointBuilder> mark)
    {
        endpoint.Add(mark);
        return endpoint;
    }

    private static void MoveToRoot(EndpointBuilder endpoint, string prefix)
    {
        if (endpoint is RouteEndpointBuilder route && endpoint.Metadata.OfType<AtRoot>().Any())
        {
            route.RoutePattern = RoutePatternFactory.Parse(route.RoutePattern.RawText![prefix.TrimEnd('/').Length..]);
        }
    }
}
