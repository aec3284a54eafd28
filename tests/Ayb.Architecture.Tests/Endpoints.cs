using System.Net;
using System.Text.RegularExpressions;
using Ayb.Infrastructure.Http;
using Ayb.Testing;
using Carter;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Architecture.Tests;

public sealed partial class Endpoints
{
    // Carter adds a description of all routes; it has no owner in this house and is not served.
    private const string CartersOwn = "HTTP: GET /v1/openapi";

    [Fact]
    public async Task Every_endpoint_says_who_may_call_it()
    {
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(MetadataEngine.Sqlite, folder);

        var routes = Routes(host);
        routes.Should().HaveCountGreaterThanOrEqualTo(
            Module.All.SelectMany(module => module.Types).Count(type => type.IsAssignableTo(typeof(CarterModule))));

        routes.Where(route => route.Metadata.OfType<CallerRequirement>().Count() != 1)
            .Select(route => route.DisplayName).Should().Equal(CartersOwn);
    }

    [Fact]
    public async Task What_does_not_say_who_may_call_it_is_not_served()
    {
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(MetadataEngine.Sqlite, folder);
        var unspoken = Routes(host).Single(route => route.DisplayName == CartersOwn);

        (await CallAsync(host, unspoken, authorization: null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task No_endpoint_that_needs_a_token_answers_without_one_or_to_a_wrong_one()
    {
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(MetadataEngine.Sqlite, folder);
        var guarded = Routes(host).Where(route => route.Metadata.Contains(CallerRequirement.TokenRequired)).ToList();
        guarded.Should().NotBeEmpty();

        foreach (var route in guarded)
        {
            foreach (var authorization in new[] { null, "Bearer ayb_unknown_token", "Basic YTpi" })
            {
                var response = await CallAsync(host, route, authorization);
                response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, $"{route.DisplayName} was called with {authorization ?? "nothing"}");
                response.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
            }
        }
    }

    [Fact]
    public async Task No_endpoint_takes_a_wrong_token_for_an_anonymous_caller()
    {
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(MetadataEngine.Sqlite, folder);
        var open = Routes(host).Where(route => route.Metadata.Contains(CallerRequirement.TokenOptional)).ToList();
        open.Should().NotBeEmpty();

        foreach (var route in open)
        {
            var response = await CallAsync(host, route, "Bearer ayb_unknown_token");
            response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, route.DisplayName);
        }
    }

    private static List<RouteEndpoint> Routes(ModuleHost host) =>
        [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static Task<HttpResponseMessage> CallAsync(ModuleHost host, RouteEndpoint route, string? authorization)
    {
        var method = route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
        var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(route.RoutePattern.RawText!, "x"));
        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        return host.Http.SendAsync(request);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
