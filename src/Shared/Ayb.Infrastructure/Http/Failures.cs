using System.Data.Common;
using System.Net.Sockets;
using Ayb.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ayb.Infrastructure.Http;

/// <summary>What a caller is told of an exception: a bad request, a dependency that is down, or a bug.</summary>
internal static class Failures
{
    // SQLITE_BUSY, IOERR, CORRUPT, FULL, CANTOPEN, READONLY: the file, not the statement, is at fault.
    private static readonly int[] SqliteOutages = [5, 8, 10, 11, 13, 14];

    /// <summary>Also logs what the operator must see.</summary>
    public static AybError Describe(Exception exception, HttpContext context)
    {
        if (exception is BadHttpRequestException bad)
        {
            return bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new AybError(ErrorKind.BodyTooLarge, "The request body is too large.")
                : AybError.Invalid(bad.Message);
        }

        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Ayb.Requests");
        if (IsMetadataOutage(exception))
        {
            Log.MetadataUnavailable(logger, exception, context.TraceIdentifier);
            return new AybError(ErrorKind.Unavailable, "The server's own database is not available; try again in a moment.")
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        }

        Log.RequestFailed(logger, exception, context.TraceIdentifier);
        return new AybError(
            ErrorKind.Bug, $"Something went wrong on the server. Tell its operator this request id: {context.TraceIdentifier}");
    }

    private static bool IsMetadataOutage(Exception exception) => exception switch
    {
        SqliteException sqlite => SqliteOutages.Contains(sqlite.SqliteErrorCode),
        NpgsqlException postgres => postgres.IsTransient || postgres.InnerException is SocketException or IOException,
        DbException { IsTransient: true } => true,
        _ => false,
    };
}
