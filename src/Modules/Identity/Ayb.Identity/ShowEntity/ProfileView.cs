namespace Ayb.Identity;

/// <summary>What an entity says of itself; <c>null</c> where it says nothing.</summary>
public sealed record ProfileView(
    string? DisplayName, string? Description, string? Organization, string? Location, IReadOnlyList<ProfileLinkView> Links);

/// <param name="Url">As the entity has written it.</param>
/// <param name="Verified">The page linked back to the entity when the links were set.</param>
public sealed record ProfileLinkView(string Url, bool Verified);
