namespace Ayb.Identity;

/// <summary>A link as one update brought it in; the same address in the next update is another one.</summary>
internal sealed record ProfileLink(string Id, string Url)
{
    public static ProfileLink New(string url, TimeProvider clock) =>
        new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), url);
}
