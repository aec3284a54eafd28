using Ayb.Contracts;
using Ayb.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Ayb.Identity.Tests;

/// <summary>
/// Everybody tries to let everybody belong to acme, which has no address, and to guild, which has one, and to join them, in any
/// order. After each attempt each token says what was said last of its bearer by somebody who could say it, once its bearer has
/// accepted it; each list of organizations has the invitations as well; and acme has an owner.
/// </summary>
public class AnySequenceOfMembers
{
    private const int Sequences = 20;

    private static readonly string[] Users = ["alice", "bob", "carol"];
    private static readonly string[] Organizations = ["acme", "guild"];

    // Alice founds acme and guild acts for itself: theirs are the attempts that count at first.
    private static readonly Gen<Attempt> Changes =
        from caller in Gen.Elements("alice", "alice", "bob", "carol", "guild")
        from organization in Gen.Elements(Organizations)
        from member in Gen.Elements(Users)
        from role in Gen.Elements<MemberRole?>(null, MemberRole.Member, MemberRole.Owner, MemberRole.Owner)
        select new Attempt(caller, organization, member, role, Joins: false);

    private static readonly Gen<Attempt> Joins =
        from caller in Gen.Elements("alice", "bob", "bob", "carol", "carol", "guild")
        from organization in Gen.Elements(Organizations)
        select new Attempt(caller, organization, caller, Role: null, Joins: true);

    private static readonly Gen<Attempt> Attempts = Gen.Frequency((2, Changes), (1, Joins));

    private readonly Dictionary<(string Organization, string Member), MemberRole> _accepted = [];
    private readonly Dictionary<(string Organization, string Member), MemberRole> _offered = [];
    private readonly Dictionary<string, string> _tokens = [];

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Leaves_everybody_with_what_was_said_last_and_accepted(MetadataEngine engine)
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
        _accepted.Clear();
        _offered.Clear();
        (await host.CreateOrganizationAsync(_tokens["alice"], $"acme-{number}")).Should().BeSuccessful();
        _accepted[("acme", "alice")] = MemberRole.Owner;
        _tokens["guild"] = await host.SignUpOrganizationAsync($"guild-{number}");
        foreach (var attempt in attempts)
        {
            var (token, organization) = (_tokens[attempt.By], $"{attempt.Organization}-{number}");
            using var answer = attempt switch
            {
                { Joins: true } => await host.JoinAsync(token, organization),
                { Role: { } role } => await host.SetMemberAsync(token, organization, attempt.Member, WireName.Of(role)),
                _ => await host.RemoveMemberAsync(token, organization, attempt.Member),
            };

            ((int)answer.StatusCode).Should().Be(attempt.Joins ? ExpectJoin(attempt) : ExpectChange(attempt));
            await EveryTokenSaysItAsync(host, number);
            _accepted.Should().Contain(entry => entry.Key.Organization == "acme" && entry.Value == MemberRole.Owner);
        }

        // Nobody may invite the same user too often at once.
        foreach (var (organization, member) in _offered.Keys)
        {
            (await host.RemoveMemberAsync(_tokens[member], $"{organization}-{number}", member)).ShouldBeDone();
        }
    }

    /// <returns>The status of the answer, once its effect is noted.</returns>
    private int ExpectJoin(Attempt attempt)
    {
        var key = (attempt.Organization, attempt.By);
        if (_offered.Remove(key, out var role))
        {
            _accepted.Add(key, role);
        }

        return _accepted.ContainsKey(key) ? 200 : 404;
    }

    /// <returns>The status of the answer, once its effect is noted.</returns>
    private int ExpectChange(Attempt attempt)
    {
        var key = (attempt.Organization, attempt.Member);
        var isOwner = attempt.By == attempt.Organization
            || (_accepted.TryGetValue((attempt.Organization, attempt.By), out var own) && own == MemberRole.Owner);
        if (!isOwner && !(attempt.Role is null && attempt.Member == attempt.By))
        {
            return 403;
        }

        if (attempt.Organization == "acme" && attempt.Role != MemberRole.Owner
            && _accepted.Where(entry => entry.Key.Organization == "acme" && entry.Value == MemberRole.Owner).All(entry => entry.Key == key))
        {
            return 409;
        }

        if (attempt.Role is not { } role)
        {
            return _accepted.Remove(key) || _offered.Remove(key) ? 204 : 404;
        }

        (_accepted.ContainsKey(key) ? _accepted : _offered)[key] = role;
        return 200;
    }

    private async Task EveryTokenSaysItAsync(ModuleHost host, int number)
    {
        var ids = new Dictionary<string, EntityId>();
        foreach (var organization in Organizations)
        {
            ids[organization] = (await host.EntityAsync($"{organization}-{number}")).Id;
        }

        foreach (var user in Users)
        {
            var (bearer, listed) = (await host.PrincipalOfAsync(_tokens[user]), await host.RolesAsync(_tokens[user]));
            foreach (var organization in Organizations)
            {
                var key = (organization, user);
                var role = _accepted.TryGetValue(key, out var accepted) ? accepted : (MemberRole?)null;
                bearer.RoleIn(ids[organization]).Should().Be(role, "of {0} in {1}", user, organization);
                listed.GetValueOrDefault($"{organization}-{number}").Should().Be(
                    role is { } own ? WireName.Of(own) : _offered.TryGetValue(key, out var offered) ? $"{WireName.Of(offered)}?" : null);
            }
        }
    }

    private sealed record Attempt(string By, string Organization, string Member, MemberRole? Role, bool Joins)
    {
        public override string ToString() => Joins ? $"{By} joins {Organization}" : $"{By}: {Member} in {Organization} {Role}";
    }
}
