using System.Net;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>Tokens that reach one database, when that is no more.</summary>
public sealed class LosingTheOneDatabase
{
    private static readonly HostedDatabase Some = new(
        new DatabaseId("some-database"),
        new EntityId("alice"),
        EntitySlug.Parse("alice").Value,
        DatabaseSlug.Parse("books").Value,
        DatabaseType.Sqlite);

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task They_are_worth_nothing_from_that_moment_on(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var whole = await host.SignUpAsync();
        var narrow = await host.LogInAgainAsync();
        await host.NarrowAsync(narrow);
        (await host.PrincipalOfAsync(narrow)).Scope!.Database.Should().Be(Some.Id);

        await host.PublishAsync(new DatabaseDeleted(await host.PrincipalOfAsync(whole), Some));
        (await ErrorAsync()).Should().BeNull("the database may come back");
        await host.PublishAsync(new DatabasePurged(Some with { Id = new DatabaseId("another") }));
        (await ErrorAsync()).Should().BeNull();
        await host.PublishAsync(new DatabasePurged(Some), thenFail: true);
        (await ErrorAsync()).Should().BeNull("it was rolled back");

        await host.PublishAsync(new DatabasePurged(Some));

        (await ErrorAsync())!.Message.Should().Be("API token has been revoked");
        (await host.PrincipalOfAsync(whole)).Slug.Value.Should().Be("alice");
        var listed = await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(whole));
        listed.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonElement.Parse(await listed.Content.ReadAsStringAsync()).GetProperty("tokens").GetArrayLength().Should().Be(1);

        async Task<AybError?> ErrorAsync() => (await host.AskAsync(new WhoBears(narrow)))!.Value.Error;
    }
}
