using System.Text.Json;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Identity;

internal sealed class UpdateProfileEndpoint : CarterModule
{
    private const int MaxBodyBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Strict = JsonSerializerOptions.Strict;

    public UpdateProfileEndpoint(IMediator mediator) =>
        Patch("/entity/{entity}", async (request, response) => await response.AnswerAsync(
            request.RouteEntity().TryGet(out var entity, out var error)
            && (await ReadAsync(request)).TryGet(out var changes, out error)
            && (await request.CallerNowAsync()).TryGet(out var caller, out error)
                ? await mediator.Send(new UpdateProfile(caller, entity, changes), request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static async Task<Result<Dictionary<string, string?>>> ReadAsync(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string?>>(
                request.Body, Strict, request.HttpContext.RequestAborted) is { } changes
                ? changes
                : NotUnderstood("$");
        }
        catch (JsonException exception)
        {
            return NotUnderstood(exception.Path);
        }
    }

    private static AybError NotUnderstood(string? path) => AybError.Invalid(
        $"The body must be a JSON object such as {{\"display_name\":\"Ada\"}}, every value a string or null; this is not, at {path ?? "$"}.");
}
