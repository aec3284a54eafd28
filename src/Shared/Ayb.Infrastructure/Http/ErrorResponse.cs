using System.Text.Encodings.Web;
using System.Text.Json;
using Ayb.Contracts;
using Microsoft.AspNetCore.Http;

namespace Ayb.Infrastructure.Http;

/// <summary>The one place where a failure becomes a status and a JSON object.</summary>
public static class ErrorResponse
{
    // What is read by people in a terminal is not escaped as if it stood in a page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Status and JSON <c>type</c> of a kind of failure.</summary>
    public static (int Status, string Type) Of(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidRequest => (400, "Other"),
        ErrorKind.InvalidSlug => (400, "InvalidSlug"),
        ErrorKind.InvalidDuration => (400, "DurationParseError"),
        ErrorKind.EmptyUpdate => (400, "EmptyUpdateError"),
        ErrorKind.NotSetUp => (400, "ConfigurationError"),
        ErrorKind.MissingCredentials => (401, "Unauthorized"),
        ErrorKind.InvalidToken => (401, "InvalidToken"),
        ErrorKind.Forbidden => (403, "Unauthorized"),
        ErrorKind.CantChangeOwner => (403, "CantSetOwnerPermissions"),
        ErrorKind.RegistrationRefused => (403, "RegistrationError"),
        ErrorKind.ReadOnly => (403, "NoWriteAccessError"),
        ErrorKind.NotFound => (404, "RecordNotFound"),
        ErrorKind.MethodNotAllowed => (405, "Other"),
        ErrorKind.AlreadyRegistered => (409, "RegistrationError"),
        ErrorKind.AlreadyExists => (409, "Other"),
        ErrorKind.Conflict => (409, "Other"),
        ErrorKind.BodyTooLarge => (413, "Other"),
        ErrorKind.Snapshot => (409, "SnapshotError"),
        ErrorKind.Query => (400, "QueryError"),
        ErrorKind.QueryTimeout => (408, "QueryError"),
        ErrorKind.ResultTooLarge => (413, "QueryError"),
        ErrorKind.StorageFull => (507, "QueryError"),
        ErrorKind.SnapshotNotFound => (404, "SnapshotDoesNotExistError"),
        ErrorKind.SnapshotDamaged => (502, "SnapshotError"),
        ErrorKind.SnapshotFailed => (503, "SnapshotError"),
        ErrorKind.StorageUnreachable => (503, "S3ConnectionError"),
        ErrorKind.StorageRefused => (503, "S3ExecutionError"),
        ErrorKind.TooManyRequests => (429, "Other"),
        ErrorKind.Unavailable => (503, "Other"),
        ErrorKind.Bug => (500, "Other"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of failure has no status."),
    };

    /// <summary>Says after how many seconds the same request may succeed, if that is known.</summary>
    public static void SetRetryAfter(this HttpResponse response, AybError? error)
    {
        if (error?.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0");
        }
    }

    public static async Task WriteErrorAsync(this HttpResponse response, AybError error)
    {
        var (status, type) = Of(error.Kind);
        response.ContentLength = null;
        response.StatusCode = status;
        response.ContentType = "application/json";
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        response.SetRetryAfter(error);
        await using var json = new Utf8JsonWriter(response.Body, Readable);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("message", error.Message);
        if (error.Kind == ErrorKind.NotFound)
        {
            json.WriteString("id", error.Id);
            json.WriteString("record_type", error.RecordType);
        }

        if (error.Unless is { } header)
        {
            json.WriteString("unless", header);
        }

        if (error.Statement is { } statement)
        {
            json.WriteNumber("statement", statement);
        }

        json.WriteEndObject();
    }
}
