namespace Ayb.Querying;

/// <summary>The body of a request for a session.</summary>
internal sealed record SessionWish(SessionMode? Mode = null);
