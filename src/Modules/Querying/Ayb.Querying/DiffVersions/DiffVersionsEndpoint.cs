using Ayb.Infrastructure.Http;
using Ayb.Querying.Files;
using Carter;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying;

internal sealed class DiffVersionsEndpoint : CarterModule
{
    public DiffVersionsEndpoint(IMediator mediator, QueryRates rates, ILogger<DiffVersionsEndpoint> logger) =>
        Get("/{entity}/{database}/diff", async (request, response) =>
        {
            TransferPace.Demand(request.HttpContext);
            var cancellationToken = request.HttpContext.RequestAborted;
            if (!WantedDiff.Of(request).TryGet(out var query, out var error)
                || !(await mediator.Send(query, cancellationToken)).TryGet(out var diff, out error))
            {
                await response.WriteErrorAsync(error);
                return;
            }

            await using (diff)
            {
                response.ContentType = WantedDiff.ContentType(diff.Format);
                if (!(await diff.CopyToAsync(response.Body, cancellationToken)).TryGet(out _, out error))
                {
                    Log.DiffBrokeOff(logger, diff.Database, error.Kind);
                    await response.BreakOffAsync();
                }
            }
        }).Limited(rates.PerAddress).Limited(rates.PerAccount).TokenRequired();
}
