using Ayb.Contracts;
using Ayb.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Ayb.Identity.Tests;

/// <summary>
/// Everybody tries to let everybody belong to acme, which has no address, and to guild, which has one, in any order. After each
/// attempt each token says what was said last of its bearer by somebody who could say it, and acme has an owner.
/// </summary>
public class AnySequenceOfMembers
{
    private const int Sequences = 20;

    private static readonly string[] Users = ["alice", "bob", "carol"];

    // Alice founds acme and guild acts for itself: theirs are the attempts that count at first.
    private static readonly Gen<Attempt> Attempts =
        from caller in Gen.Elements("alice", "alice", "bob", "carol", "guild")
        from organization in Gen.Elements("acme", "guild")
        from member in Gen.Elements(Users)
        from role in Gen.Elements<MemberRole?>(null, MemberRole.Member, MemberRole.Owner, MemberRole.Owner)
        select new Attempt(caller, organization, member, role);

    private readonly Dictionary<(string Organization, string Member), MemberRole> _said = [];
    private readonly Dictionary<string, string> _tokens = [];

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Leaves_everybody_with_what_was_said_last(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(
            engine, options => options.Settings["rate_limits:register_per_email"] = "off");
        foreach (var user in Users)
        {
            _tokens[user] = await host.SignUpAsync(user);
        }

        var number = 0;
        Prop.ForAll(
                Attempts.ArrayOf().Select(attempts => attempts.Take(20).ToArray()).ToArbitrary(),
                (Attempt[] attempts) => HoldsAsync(host, Interlocked.Increment(ref number), attempts))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));
        number.Should().BeGreaterThanOrEqualTo(Sequences);
    }

    private async Task HoldsAsync(ModuleHost host, int number, Attempt[] attempts)
    {
        _said.Clear();
        (await host.CreateOrganizationAsync(_tokens["alice"], $"acme-{number}")).Should().BeSuccessful();
        _said[("acme", "alice")] = MemberRole.Owner;
        _tokens["guild"] = await host.SignUpOrganizationAsync($"guild-{number}");
        foreach (var attempt in attempts)
        {
            var (token, organization) = (_tokens[attempt.By], $"{attempt.Organization}-{number}");
            using var answer = attempt.Role is { } role
                ? await host.SetMemberAsync(token, organization, attempt.Member, WireName.Of(role))
                : await host.RemoveMemberAsync(token, organization, attempt.Member);

            ((int)answer.StatusCode).Should().Be(Expect(attempt));
            await EveryTokenSaysItAsync(host, number);
            _said.Should().Contain(said => said.Key.Organization == "acme" && said.Value == MemberRole.Owner);
        }
    }

    /// <returns>The status of the answer, once its effect is noted.</returns>
    private int Expect(Attempt attempt)
    {
        var key = (attempt.Organization, attempt.Member);
        var isOwner = attempt.By == attempt.Organization
            || (_said.TryGetValue((attempt.Organization, attempt.By), out var own) && own == MemberRole.Owner);
        if (!isOwner && !(attempt.Role is null && attempt.Member == attempt.By))
        {
            return 403;
        }

        if (attempt.Role is null && !_said.ContainsKey(key))
        {
            return 404;
        }

        if (attempt.Organization == "acme" && attempt.Role != MemberRole.Owner
            && _said.Where(said => said.Key.Organization == "acme" && said.Value == MemberRole.Owner).All(said => said.Key == key))
        {
            return 409;
        }

        _said.Remove(key);
        if (attempt.Role is { } role)
        {
            _said.Add(key, role);
        }

        return 204;
    }

    private async Task EveryTokenSaysItAsync(ModuleHost host, int number)
    {
        foreach (var organization in new[] { "acme", "guild" })
        {
            var id = (await host.EntityAsync($"{organization}-{number}")).Id;
            foreach (var user in Users)
            {
                var expected = _said.TryGetValue((organization, user), out var role) ? role : (MemberRole?)null;
                (await host.PrincipalOfAsync(_tokens[user])).RoleIn(id).Should().Be(expected, "of {0} in {1}", user, organization);
            }
        }
    }

    private sealed record Attempt(string By, string Organization, string Member, MemberRole? Role)
    {
        public override string ToString() => $"{By}: {Member} in {Organization} {Role}";
    }
}
