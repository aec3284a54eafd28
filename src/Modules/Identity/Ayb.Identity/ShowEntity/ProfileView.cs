namespace Ayb.Identity;

/// <summary>What an entity says of itself; <c>null</c> where it says nothing.</summary>
public sealed record ProfileView(
    string? DisplayName, string? Description, string? Organization, string? Location, IReadOnlyList<ProfileLinkView> Links)
{
    /// <summary>The profile of who has not said anything.</summary>
    public static readonly ProfileView Empty = new(null, null, null, null, []);
}

/// <param name="Verified">The page links back to the entity.</param>
public sealed record ProfileLinkView(string Url, bool Verified);
