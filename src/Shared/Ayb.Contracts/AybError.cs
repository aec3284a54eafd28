namespace Ayb.Contracts;

/// <summary>
/// A failure that is part of the contract: it is returned, not thrown, and reaches the caller as it is.
/// </summary>
/// <param name="Kind">Decides the HTTP status and the JSON <c>type</c>.</param>
/// <param name="Message">One sentence for the caller that says what to do; never internals.</param>
public sealed record AybError(ErrorKind Kind, string Message)
{
    /// <summary>What was looked for; only with <see cref="ErrorKind.NotFound"/>.</summary>
    public string? Id { get; init; }

    /// <summary>The kind of thing that was looked for; only with <see cref="ErrorKind.NotFound"/>.</summary>
    public string? RecordType { get; init; }

    /// <summary>Which of a request's statements failed, from 0; <c>null</c> when there was but one text.</summary>
    public int? Statement { get; init; }

    /// <summary>The header that may let the same request through.</summary>
    public string? Unless { get; init; }

    /// <summary>How long to wait before the same request may succeed.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static AybError NotFound(string recordType, string id) =>
        new(ErrorKind.NotFound, $"Record not found: {id} ({recordType})") { Id = id, RecordType = recordType };

    public static AybError Invalid(string message) => new(ErrorKind.InvalidRequest, message);

    public static AybError Forbidden(string message) => new(ErrorKind.Forbidden, message);
}
