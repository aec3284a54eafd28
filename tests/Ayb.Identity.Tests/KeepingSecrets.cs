using Ayb.Contracts;

namespace Ayb.Identity.Tests;

/// <summary>Requests and answers end up in logs and exceptions; what they carry must not.</summary>
public class KeepingSecrets
{
    private const string Secret = "a-secret-or-an-address";

    public static TheoryData<object> Carriers =>
    [
        new Register(EntitySlug.Parse("alice").Value, EntityType.User, Secret),
        new Confirm(Secret),
        new Confirmed("alice", Secret),
        new CreatedToken(Secret, "short", ScopedDatabase: null, PermissionLevel: null, AppName: null, DateTime.UnixEpoch, ExpiresAt: null),
        new VerifyToken(Secret),
        new Confirmation(EntitySlug.Parse("alice").Value, EntityType.User, Secret),
        new RegisteredEntity(new Entity(new EntityId("1"), EntitySlug.Parse("alice").Value, EntityType.User), Secret),
    ];

    [Theory, MemberData(nameof(Carriers))]
    public void What_carries_a_secret_does_not_print_it(object carrier) => carrier.ToString().Should().NotContain(Secret);

    [Fact]
    public void Keys_and_tokens_do_not_print_themselves()
    {
        var (key, token) = (FernetKey.Create(), ApiToken.Create());

        key.ToString().Should().NotContain(key.Reveal());
        token.ToString().Should().NotContain(token.Reveal());
    }
}
