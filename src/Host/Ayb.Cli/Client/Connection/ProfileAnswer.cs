namespace Ayb.Cli.Client.Connection;

/// <summary>What an entity's answer has of its profile.</summary>
internal sealed record ProfileAnswer(Profile Profile);

internal sealed record Profile(
    string? DisplayName, string? Description, string? Organization, string? Location, IReadOnlyList<ProfileLink> Links);

internal sealed record ProfileLink(string Url, bool Verified);

internal sealed record LinkChange(string Url);
