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

    public OpenSessionEndpoint(IMediator mediator, QueryRates rates) =>
        Post("/{entity}/{database}/sessions", async (request, response) =>
        {
            var cancellationToken = request.HttpContext.RequestAborted;
            using var body = new RequestBody(request, MaxBodyBytes);
            var wish = await body.TryReadSmallAsync(cancellationToken) ? body.Bytes : default(ReadOnlyMemory<byte>?);
            var result = (await request.CallerNowAsync()).TryGet(out var caller, out var error)
                && Parse(request, caller, wish).TryGet(out var command, out error)
                ? await mediator.Send(command, cancellationToken)
                : error;
            await response.AnswerAsync(result, StatusCodes.Status201Created);
        }).Limited(rates.PerAddress).Limited(rates.PerAccount).TokenRequired();

    private static Result<OpenSession> Parse(HttpRequest request, Principal caller, ReadOnlyMemory<byte>? body) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && AsOf.Of(request).TryGet(out var asOf, out error)
        && ParseWish(body).TryGet(out var wish, out error)
            ? asOf is null ? new OpenSession(caller, owner, database, wish.Mode) : AsOf.NoSessions
            : error;

    private static Result<SessionWish> ParseWish(ReadOnlyMemory<byte>? body)
    {
        if (body is { IsEmpty: true })
        {
            return new SessionWish(null);
        }

        try
        {
            return body is { } json && JsonSerializer.Deserialize<SessionWish>(json.Span, Strict) is { } wish ? wish : NotUnderstood;
        }
        catch (JsonException)
        {
            return NotUnderstood;
        }
    }
}
