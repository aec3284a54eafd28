using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class CreateTokenEndpoint : CarterModule
{
    public CreateTokenEndpoint(IMediator mediator) =>
        Post("/tokens", async (request, response) =>
        {
            var result = Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error;
            await response.AnswerAsync(result, StatusCodes.Status201Created);
        }).TokenRequired();

    private static Result<CreateToken> Parse(HttpRequest request) =>
        Database(request).TryGet(out var database, out var error)
        && Level(request).TryGet(out var level, out error)
        && Lifetime(request).TryGet(out var lifetime, out error)
        && request.OptionalHeader("token-name").TryGet(out var name, out error)
            ? new CreateToken(request.Caller(), database, level, lifetime, name)
            : error;

    private static Result<DatabasePath?> Database(HttpRequest request) =>
        !request.OptionalHeader("database").TryGet(out var text, out var error) ? error
        : text is null ? (DatabasePath?)null
        : DatabasePath.Parse(text).TryGet(out var path, out error) ? path
        : error;

    private static Result<QueryAccess?> Level(HttpRequest request) =>
        !request.OptionalHeader("permission-level").TryGet(out var text, out var error) ? error
        : text is null ? (QueryAccess?)null
        : WireName.TryParse<QueryAccess>(text, out var level) && level > QueryAccess.None ? level
        : AybError.Invalid("The header 'permission-level' must be one of: read-only, read-write.");

    private static Result<TimeSpan?> Lifetime(HttpRequest request) =>
        !request.OptionalHeader("expires-in").TryGet(out var text, out var error) ? error
        : text is null ? (TimeSpan?)null
        : GoDuration.TryParse(text, out var lifetime) ? lifetime
        : new AybError(ErrorKind.InvalidDuration, $"'{text}' is no duration such as 30d, 12h or 1w2d.");
}
