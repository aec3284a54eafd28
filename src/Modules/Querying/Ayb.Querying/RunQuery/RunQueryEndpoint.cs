using System.Buffers;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Querying;

internal sealed class RunQueryEndpoint : CarterModule
{
    /// <summary>The longest JSON request, in bytes: it has to fit into one frame.</summary>
    internal const int MaxJsonBytes = Frame.MaxToWorker - Frame.SessionSize;

    private static readonly AybError JsonTooLong = new(
        ErrorKind.BodyTooLarge, $"The request is longer than {Frame.MaxToWorker / 1024 / 1024} MiB. Send it in several.");

    public RunQueryEndpoint(IMediator mediator, LimitTable limits, QueryRates rates, RequestMemory memory)
    {
        Post("/{entity}/{database}/query", async (request, response) =>
        {
            if (!request.RouteEntity().TryGet(out var owner, out var error)
                || !request.RouteDatabase().TryGet(out var database, out error)
                || !AsOf.Of(request).TryGet(out var asOf, out error))
            {
                await response.WriteErrorAsync(error);
                return;
            }

            var cancellationToken = request.HttpContext.RequestAborted;
            var isJson = IsJson(request);
            var granted = limits.Of(owner, database).Worker;
            using var body = new RequestBody(request, isJson ? MaxJsonBytes : granted.StatementBytes);
            if (!await body.TryReadSmallAsync(cancellationToken))
            {
                // Who may not query must not fill the server's memory. Whether they may is decided anew when the body is there.
                var found = await QueryableDatabase.FindAsync(mediator, request.Caller(), owner, database, cancellationToken);
                error = found.Error ?? await body.ReadLargeAsync(
                    new LargeBody(memory, request.Caller().Id),
                    isJson ? JsonTooLong : SqlTooLong(granted.StatementBytes),
                    granted.QueryTime,
                    cancellationToken);
                if (error is not null)
                {
                    await response.WriteErrorAsync(error);
                    return;
                }
            }

            if (!(await request.CallerNowAsync()).TryGet(out var caller, out error))
            {
                await response.WriteErrorAsync(error);
                return;
            }

            var format = AcceptedFormat.Of(request);
            var query = new RunQuery(caller, owner, database, body.Bytes)
            {
                IsJson = isJson,
                Format = format,
                Session = SessionOf(request),
                AsOf = asOf,
                Large = body.Large,
            };
            var result = await mediator.Send(query, cancellationToken);

            // The worker has it. The answer may take its time, and memory is short.
            body.Dispose();
            if (!result.TryGet(out var answer, out error))
            {
                await response.WriteErrorAsync(error);
                return;
            }

            await using (answer)
            {
                response.ContentType = AcceptedFormat.ContentType(format);
                await CopyAsync(answer, response, cancellationToken);
            }
        }).Limited(rates.PerAddress).Limited(rates.PerAccount).TokenRequired();
    }

    private static AybError SqlTooLong(int most) => new(
        ErrorKind.BodyTooLarge, $"The SQL is longer than {ByteCount.Text(most)} (limits.statement_bytes). Send it in several requests.");

    // The full look at the type allocates, and nearly nobody needs it.
    private static bool IsJson(HttpRequest request) =>
        request.ContentType is { } type && type.Contains("json", StringComparison.OrdinalIgnoreCase) && request.HasJsonContentType();

    // An empty name is looked for like any other: whoever means a session must not write outside of it.
    private static string? SessionOf(HttpRequest request) =>
        request.Headers.TryGetValue("session", out var name) ? name.ToString() : null;

    /// <summary>Copies the worker's bytes as they are: it has written them in the format that was asked for.</summary>
    private static async Task CopyAsync(QueryAnswer answer, HttpResponse response, CancellationToken cancellationToken)
    {
        if (answer.Current.IsLast)
        {
            response.ContentLength = answer.Current.Bytes.Length;
        }

        while (true)
        {
            response.BodyWriter.Write(answer.Current.Bytes.Span);
            await response.BodyWriter.FlushAsync(cancellationToken);
            if (answer.Current.IsLast)
            {
                return;
            }

            if (!await answer.MoveNextAsync(cancellationToken))
            {
                await response.BreakOffAsync();
                return;
            }
        }
    }
}
