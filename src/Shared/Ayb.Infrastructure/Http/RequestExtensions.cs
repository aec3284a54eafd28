using Ayb.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Ayb.Infrastructure.Http;

/// <summary>What endpoints read from a request.</summary>
public static class RequestExtensions
{
    /// <summary>Who calls, for an endpoint with <c>TokenRequired</c>.</summary>
    public static Principal Caller(this HttpRequest request) =>
        request.CallerOrNull() ?? throw new InvalidOperationException("This endpoint also serves anonymous callers.");

    /// <summary>Who calls, for an endpoint with <c>TokenOptional</c>; <c>null</c> is an anonymous caller.</summary>
    public static Principal? CallerOrNull(this HttpRequest request) => request.KnownCaller().Caller;

    /// <summary>
    /// Who calls, once the body is there: its client decides how long that takes, and the token may be revoked meanwhile.
    /// For an endpoint with <c>TokenRequired</c> that reads a body.
    /// </summary>
    public static ValueTask<Result<Principal>> CallerNowAsync(this HttpRequest request) =>
        Authentication.CallerNowAsync(request.HttpContext, request.KnownCaller());

    /// <summary>From where the request comes, behind all trusted proxies.</summary>
    public static ClientAddress ClientAddress(this HttpRequest request) =>
        request.HttpContext.RequestServices.GetRequiredService<ClientAddresses>().Of(request.HttpContext);

    /// <summary>The <c>{entity}</c> of the route.</summary>
    public static Result<EntitySlug> RouteEntity(this HttpRequest request) =>
        EntitySlug.Parse(request.HttpContext.GetRouteValue("entity") as string);

    /// <summary>The <c>{database}</c> of the route.</summary>
    public static Result<DatabaseSlug> RouteDatabase(this HttpRequest request) =>
        DatabaseSlug.Parse(request.HttpContext.GetRouteValue("database") as string);

    /// <summary>The <c>{entity}/{database}</c> of the route.</summary>
    public static Result<DatabasePath> RoutePath(this HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error) && request.RouteDatabase().TryGet(out var slug, out error)
            ? new DatabasePath(owner, slug)
            : error;

    /// <summary>Whether the body is a form without files, which is all that is read here.</summary>
    public static bool IsPlainForm(this HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the addresses of the API begin with on this server, such as <c>/v1</c>.</summary>
    public static string ApiPrefix(this HttpRequest request) =>
        request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ApiPrefix>()?.Path
        ?? throw new InvalidOperationException("This endpoint was not mapped by MapAyb.");

    /// <summary>A header that must be there, once, and not empty.</summary>
    public static Result<string> RequiredHeader(this HttpRequest request, string name) =>
        request.Headers[name] switch
        {
            [{ Length: > 0 } value] => value,
            { Count: > 1 } => AybError.Invalid($"The header '{name}' is there more than once."),
            _ => AybError.Invalid($"The header '{name}' is missing."),
        };

    /// <summary>As <see cref="RequiredHeader(HttpRequest, string)"/>, or <c>null</c> when it is not there.</summary>
    public static Result<string?> OptionalHeader(this HttpRequest request, string name) =>
        !request.Headers.ContainsKey(name) ? (string?)null
        : request.RequiredHeader(name).TryGet(out var value, out var error) ? value
        : error;

    /// <summary>As <see cref="RequiredHeader(HttpRequest, string)"/>, with what reads its value.</summary>
    public static Result<T> RequiredHeader<T>(this HttpRequest request, string name, Func<string, Result<T>> parse) where T : class =>
        request.RequiredHeader(name).TryGet(out var text, out var error) ? parse(text) : error;

    /// <summary>As <see cref="OptionalHeader(HttpRequest, string)"/>, with what reads its value.</summary>
    public static Result<T?> OptionalHeader<T>(this HttpRequest request, string name, Func<string, Result<T>> parse) where T : class =>
        !request.OptionalHeader(name).TryGet(out var text, out var error) ? error
        : text is null ? (T?)null
        : parse(text).TryGet(out var value, out error) ? value
        : error;

    /// <summary>A header that holds the name of a <typeparamref name="TEnum"/>.</summary>
    public static Result<TEnum> RequiredHeader<TEnum>(this HttpRequest request, string name) where TEnum : struct, Enum =>
        request.RequiredHeader(name).TryGet(out var text, out var error) ? Parse<TEnum>(name, text) : error;

    /// <summary>As <see cref="RequiredHeader{TEnum}(HttpRequest, string)"/>, with a value for when it is not there.</summary>
    public static Result<TEnum> Header<TEnum>(this HttpRequest request, string name, TEnum absent) where TEnum : struct, Enum =>
        request.Headers.ContainsKey(name) ? request.RequiredHeader<TEnum>(name) : absent;

    private static CallerFeature KnownCaller(this HttpRequest request) => request.HttpContext.Features.Get<CallerFeature>()
        ?? throw new InvalidOperationException("This endpoint does not say who may call it.");

    private static Result<TEnum> Parse<TEnum>(string name, string text) where TEnum : struct, Enum =>
        WireName.TryParse<TEnum>(text, out var value)
            ? value
            : AybError.Invalid($"The header '{name}' must be one of: {WireName.All<TEnum>()}.");
}
