namespace Ayb.Contracts;

/// <summary>
/// A database as it was at one moment: a SQLite file that stands alone and has passed SQLite's integrity check.
/// Nobody else can reach it, and it is gone once it is disposed.
/// </summary>
/// <param name="content">The file, from its beginning; it can be rewound.</param>
/// <param name="bytes">How long it is.</param>
/// <param name="takenAt">What was acknowledged before is in it.</param>
public sealed class DatabaseCopy(Stream content, long bytes, DateTimeOffset takenAt) : IAsyncDisposable
{
    public Stream Content { get; } = content;

    public long Bytes { get; } = bytes;

    public DateTimeOffset TakenAt { get; } = takenAt;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
