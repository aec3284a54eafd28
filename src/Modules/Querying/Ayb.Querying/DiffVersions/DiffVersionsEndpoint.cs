using Ayb.Infrastructure.Http;
using Ayb.Querying.Files;
using Carter;
using MediatR;

namespace Ayb.Querying;

internal sealed class DiffVersionsEndpoint : CarterModule
{
    public DiffVersionsEndpoint(IMediator mediator, QueryRates rates) =>
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
                if (!await diff.CopyToAsync(response.Body, cancellationToken))
                {
                    await response.BreakOffAsync();
                }
            }
        }).Limited(rates.PerAddress).Limited(rates.PerAccount).TokenRequired();
}
