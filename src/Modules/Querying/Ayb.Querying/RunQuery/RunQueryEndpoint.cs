using System.Buffers;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Querying;

internal sealed class RunQueryEndpoint : CarterModule
{
    public RunQueryEndpoint(IMediator mediator, LimitTable limits)
    {
        Post("/{entity}/{database}/query", async (request, response) =>
        {
            if (!request.RouteEntity().TryGet(out var owner, out var error)
                || !request.RouteDatabase().TryGet(out var database, out error)
                || (error = RefuseJson(request)) is not null)
            {
                await response.WriteErrorAsync(error);
                return;
            }

            var cancellationToken = request.HttpContext.RequestAborted;
            var mostBytes = limits.Of(owner, database).Worker.StatementBytes;
            using var sql = await ReadAsync(request, mostBytes, cancellationToken);
            if (sql is null)
            {
                await response.WriteErrorAsync(TooLong(mostBytes));
                return;
            }

            var result = await mediator.Send(
                new RunQuery(request.Caller(), owner, database, sql.Memory), cancellationToken);
            if (!result.TryGet(out var answer, out error))
            {
                await response.WriteErrorAsync(error);
                return;
            }

            await using (answer)
            {
                await CopyAsync(answer, response, cancellationToken);
            }
        }).TokenRequired();
    }

    private static AybError TooLong(int mostBytes) => new(
        ErrorKind.BodyTooLarge, $"The SQL is longer than {ByteCount.Text(mostBytes)} (limits.statement_bytes). Send it in several requests.");

    private static AybError? RefuseJson(HttpRequest request) =>
        request.HasJsonContentType() ? AybError.Invalid("Send the SQL as text: this server does not take queries as JSON.") : null;

    /// <returns><c>null</c> when it is too long.</returns>
    private static async Task<PooledBytes?> ReadAsync(HttpRequest request, int mostBytes, CancellationToken cancellationToken)
    {
        // Ours is the smaller limit, and has the better message. Without a limit of its own the web server also reads what is left of
        // a body that is too long, for a while: who is still sending could not hear the answer otherwise.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (request.ContentLength > mostBytes)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > mostBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = new PooledBytes((int)read.Buffer.Length);
                read.Buffer.CopyTo(bytes.Span);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Copies the worker's bytes as they are: it has written them as JSON already.</summary>
    private static async Task CopyAsync(QueryAnswer answer, HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json";
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
                // Part of the answer is with the client: only a broken connection says that the rest is missing.
                response.HttpContext.Abort();
                return;
            }
        }
    }
}
