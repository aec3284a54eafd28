namespace Ayb.Email.Storage;

/// <summary>A mail that has to go through one transport.</summary>
internal sealed record OutboxMail
{
    public required string Id { get; init; }

    public required string Transport { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    /// <summary>Holds a secret: not for logs.</summary>
    public required string Body { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>How many attempts have failed.</summary>
    public long Attempts { get; init; }

    /// <summary>While somebody attempts it, the end of their lease.</summary>
    public required long NextAttemptAt { get; init; }

    public DateTimeOffset WrittenAt => DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt);

    public override string ToString() => $"{nameof(OutboxMail)} {Id}";
}
