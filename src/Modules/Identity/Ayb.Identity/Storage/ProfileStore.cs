using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Identity;

/// <summary>What entities say of themselves; one without a row has not said anything.</summary>
internal sealed class ProfileStore(MetadataSession session, TimeProvider clock)
{
    // What an update does not name stays, also when two updates meet: nothing is read first.
    private const string Upsert =
        """
        INSERT INTO profiles (entity_id, display_name, description, organization, location)
        VALUES (@EntityId, @DisplayName, @Description, @Organization, @Location)
        ON CONFLICT (entity_id) DO UPDATE SET
            display_name = CASE WHEN @HasDisplayName = 1 THEN excluded.display_name ELSE profiles.display_name END,
            description = CASE WHEN @HasDescription = 1 THEN excluded.description ELSE profiles.description END,
            organization = CASE WHEN @HasOrganization = 1 THEN excluded.organization ELSE profiles.organization END,
            location = CASE WHEN @HasLocation = 1 THEN excluded.location ELSE profiles.location END
        """;

    private const string SelectProfile =
        """
        SELECT display_name AS DisplayName, description AS Description, organization AS Organization, location AS Location
        FROM profiles
        WHERE entity_id = @EntityId
        """;

    private const string DeleteLinks = "DELETE FROM profile_links WHERE entity_id = @EntityId";

    private const string InsertLink =
        """
        INSERT INTO profile_links (id, entity_id, position, url)
        VALUES (@Id, @EntityId, @Position, @Url)
        """;

    private const string SelectLinks =
        """
        SELECT url AS Url, verified_at AS VerifiedAt
        FROM profile_links
        WHERE entity_id = @EntityId
        ORDER BY position
        """;

    private const string SetVerified = "UPDATE profile_links SET verified_at = @Now WHERE id = @Id";

    public async Task<ProfileView> FindAsync(EntityId entity, CancellationToken cancellationToken)
    {
        var parameters = new { EntityId = entity.Value };
        var profile = await session.FindAsync<ProfileRow>(SelectProfile, parameters, cancellationToken);
        var links = await session.ListAsync<ProfileLinkRow>(SelectLinks, parameters, cancellationToken);
        return new ProfileView(
            profile?.DisplayName,
            profile?.Description,
            profile?.Organization,
            profile?.Location,
            [.. links.Select(link => new ProfileLinkView(link.Url, link.VerifiedAt is not null))]);
    }

    /// <summary>Also makes other updates of the same profile wait for the end of this transaction.</summary>
    public Task UpdateAsync(EntityId entity, ProfileChanges changes, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            EntityId = entity.Value,
            DisplayName = changes.Text(ProfileField.DisplayName),
            HasDisplayName = Has(ProfileField.DisplayName),
            Description = changes.Text(ProfileField.Description),
            HasDescription = Has(ProfileField.Description),
            Organization = changes.Text(ProfileField.Organization),
            HasOrganization = Has(ProfileField.Organization),
            Location = changes.Text(ProfileField.Location),
            HasLocation = Has(ProfileField.Location),
        };
        return session.ExecuteAsync(Upsert, parameters, cancellationToken);

        int Has(string field) => changes.Names(field) ? 1 : 0;
    }

    /// <summary>Puts links in the place of all that there are; call <see cref="UpdateAsync"/> before.</summary>
    /// <returns>The new links, none of them verified.</returns>
    public async Task<IReadOnlyList<ProfileLink>> ReplaceLinksAsync(
        EntityId entity, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(DeleteLinks, new { EntityId = entity.Value }, cancellationToken);
        var links = urls.Select(url => ProfileLink.New(url, clock)).ToList();
        foreach (var (position, link) in links.Index())
        {
            await session.ExecuteAsync(
                InsertLink, new { link.Id, EntityId = entity.Value, Position = position, link.Url }, cancellationToken);
        }

        return links;
    }

    /// <summary>Does nothing when the link has been replaced since.</summary>
    public Task SetVerifiedAsync(ProfileLink link, CancellationToken cancellationToken) => session.ExecuteAsync(
        SetVerified, new { link.Id, Now = clock.GetUtcNow().ToUnixTimeMilliseconds() }, cancellationToken);
}
