using Ayb.Testing;
using static Ayb.EndToEnd.Tests.Sharing.Right;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Carol is invited to acme, whose database is looked at, and to guild, which was granted something in it.</summary>
public sealed class InvitingStrangers(SharingServers servers) : IClassFixture<SharingServers>
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Gives_them_nothing_and_takes_nothing_from_them_before_they_accept(MetadataEngine engine)
    {
        var server = (await servers.OfAsync(engine)).OfAcme;
        (await server.InviteAsync(server.Alice, "acme", server.Carol, "owner")).Should().Be(SharingServer.Invited);
        (await server.InviteAsync(server.Alice, "guild", server.Carol, "owner")).Should().Be(SharingServer.Invited);

        foreach (var grant in new[] { "manager", "no-access" })
        {
            (await server.ShareAsync(server.Alice, "guild", grant)).Should().Be("204");
            foreach (var (level, right) in new[] { ("no-access", Nothing), ("fork", Sees), ("read-only", Reads) })
            {
                (await server.UpdateAsync(server.Alice, level)).Should().Be("200 {}");
                await server.ShouldAllowAsync(server.Carol, right, level);
            }
        }

        (await server.CallAsync(server.Carol, "GET entity/acme/members")).Should().StartWith("403 ");
        (await server.CallAsync(server.Carol, "GET entity/acme/audit")).Should().StartWith("403 ");
        (await server.CallAsync(server.Carol, "POST acme/more/create", body: null, "db-type: sqlite")).Should().StartWith("403 ");
        (await server.CallAsync(server.Carol, "GET entity/carol/audit")).Should().Contain(
            """
            "actor":"alice","action":"member-invited","subject":"carol","database":null,"detail":"guild, owner"}
            """);

        (await server.JoinAsync(server.Carol, "guild")).Should().Be("""200 {"entity":"guild","role":"owner"}""");
        await server.ShouldAllowAsync(server.Carol, Nothing, "read-only");
        (await server.JoinAsync(server.Carol, "acme")).Should().Be("""200 {"entity":"acme","role":"owner"}""");
        await server.ShouldAllowAsync(server.Carol, Manages, "read-only");
    }
}
