using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Querying.Files;
using Ayb.Querying.Workers;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Querying;

internal sealed class ImportDatabaseEndpoint : CarterModule
{
    public ImportDatabaseEndpoint(IMediator mediator, LimitTable limits, QueryRates rates) =>
        Put("/{entity}/{database}/import", async (request, response) =>
        {
            TransferPace.Demand(request.HttpContext);
            var result = Parse(request, limits).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error;
            var status = result.TryGet(out var imported, out _) && imported.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
            await response.AnswerAsync(result, status);
        }).Limited(rates.PerAddress).Limited(rates.PerAccount).TokenRequired();

    private static Result<ImportDatabase> Parse(HttpRequest request, LimitTable limits) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && ImportWish.Of(request).TryGet(out var wish, out error)
        && ContentDigest.Read(request).TryGet(out var sha256, out error)
            ? new ImportDatabase(request.Caller(), owner, database)
            {
                Wish = wish,
                Content = new SentContent(request, limits.Of(owner, database).Worker.DatabaseBytes, sha256),
            }
            : error;
}
