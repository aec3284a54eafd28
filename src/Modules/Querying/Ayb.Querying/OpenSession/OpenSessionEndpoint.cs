using System.Text.Json;
using System.Text.Json.Serialization;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Querying;

internal sealed class OpenSessionEndpoint : CarterModule
{
    private const int MaxBodyBytes = 1024;

    private static readonly AybError NotUnderstood = AybError.Invalid(
        "Open a session without a body, or with one of these: {\"mode\":\"write\"}, {\"mode\":\"read\"}.");

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public OpenSessionEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/sessions", async (request, response) =>
        {
            var cancellationToken = request.HttpContext.RequestAborted;
            using var body = await PooledBytes.ReadAsync(request, MaxBodyBytes, cancellationToken);
            var result = Parse(request, body).TryGet(out var command, out var error)
                ? await mediator.Send(command, cancellationToken)
                : error;
            await response.AnswerAsync(result, StatusCodes.Status201Created);
        }).TokenRequired();

    private static Result<OpenSession> Parse(HttpRequest request, PooledBytes? body) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && ParseWish(body).TryGet(out var wish, out error)
            ? new OpenSession(request.Caller(), owner, database, wish.Mode)
            : error;

    private static Result<SessionWish> ParseWish(PooledBytes? body)
    {
        if (body is { Memory.IsEmpty: true })
        {
            return new SessionWish(null);
        }

        try
        {
            return body is not null && JsonSerializer.Deserialize<SessionWish>(body.Span, Strict) is { } wish ? wish : NotUnderstood;
        }
        catch (JsonException)
        {
            return NotUnderstood;
        }
    }
}
