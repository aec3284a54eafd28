using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Querying.Files;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Ayb.Querying;

internal sealed class ExportDatabaseEndpoint : CarterModule
{
    public ExportDatabaseEndpoint(IMediator mediator, QueryRates rates, ILogger<ExportDatabaseEndpoint> logger) =>
        Get("/{entity}/{database}/export", async (request, response) =>
        {
            TransferPace.Demand(request.HttpContext);
            var cancellationToken = request.HttpContext.RequestAborted;
            if (!Parse(request).TryGet(out var query, out var error)
                || !(await mediator.Send(query, cancellationToken)).TryGet(out var export, out error))
            {
                await response.WriteErrorAsync(error);
                return;
            }

            await using (export)
            {
                Describe(response, query.Database, export);
                if (!(await export.CopyToAsync(response.Body, cancellationToken)).TryGet(out _, out error))
                {
                    Log.ExportBrokeOff(logger, export.Database, error.Kind);
                    await response.BreakOffAsync();
                }
            }
        }).Limited(rates.PerAddress).Limited(rates.PerAccount).TokenRequired();

    private static Result<ExportDatabase> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && WantedExport.Of(request).TryGet(out var format, out error)
            ? new ExportDatabase(request.Caller(), owner, database, format)
            : error;

    private static void Describe(HttpResponse response, DatabaseSlug database, DatabaseExport export)
    {
        var (type, extension) = WantedExport.Describe(export.Format);
        var name = database.Value.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? database.Value : database.Value + extension;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.ContentType = type;
        response.Headers.ContentDisposition = disposition.ToString();
        response.ContentLength = export.Bytes;
        if (export.Sha256 is { } sha256)
        {
            response.Headers[ContentDigest.Header] = ContentDigest.Write(sha256.Span);
        }
    }
}
