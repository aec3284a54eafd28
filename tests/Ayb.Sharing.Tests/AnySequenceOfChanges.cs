using Ayb.Contracts;
using Ayb.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>
/// Everybody tries to share acme's database with everybody and to open it to the public, while people come to acme and guild
/// and leave, in any order. After each attempt each may do what was last said of them and of their organizations by somebody
/// who could say it, and everybody is looked at each time, so that what is remembered from before has its chance to be wrong.
/// </summary>
public sealed class AnySequenceOfChanges
{
    private const int Sequences = 40;

    private static readonly Gen<Principal> Anybody = Gen.Elements<Principal>([.. Cast.Entities]);

    // Acme's own attempts are those that always count: more of them, and more comes about.
    private static readonly Gen<Principal> SomeoneLikeAcme = Gen.OneOf(Anybody, Gen.Constant(Cast.Acme));

    private static readonly Gen<Attempt> Sharing =
        from caller in SomeoneLikeAcme
        from with in Anybody
        from level in Gen.Elements(Enum.GetValues<SharingLevel>())
        select new Attempt(caller, with, WireName.Of(level));

    private static readonly Gen<Attempt> Updating =
        from caller in SomeoneLikeAcme
        from level in Gen.Elements(Enum.GetValues<PublicSharingLevel>())
        select new Attempt(caller, With: null, WireName.Of(level));

    private static readonly Gen<Attempt> Joining =
        from organization in Gen.Elements(Cast.Acme, Cast.Guild)
        from member in Gen.Elements<Principal>([.. Cast.Users])
        from role in Gen.Elements<MemberRole?>(null, MemberRole.Member, MemberRole.Owner)
        select new Attempt(organization, member, role is { } known ? WireName.Of(known) : "leaves") { Joins = true, Role = role };

    private static readonly Gen<Attempt[]> Attempts =
        Gen.Frequency([(4, Sharing), (1, Updating), (2, Joining)]).ArrayOf().Select(attempts => attempts.Take(20).ToArray());

    private readonly KnownMembers _members = new();
    private readonly Dictionary<Principal, SharingLevel> _said = [];
    private PublicSharingLevel _publicLevel;

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Leaves_everybody_with_what_was_said_last(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine, options => _members.AnswerFor(options));
        var number = 0;

        Prop.ForAll(
                Attempts.ToArbitrary(),
                (Attempt[] attempts) => HoldsAsync(host, $"books-{Interlocked.Increment(ref number)}", attempts))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));
        number.Should().BeGreaterThanOrEqualTo(Sequences);
    }

    private async Task HoldsAsync(ModuleHost host, string slug, Attempt[] attempts)
    {
        var database = await host.CreatedAsync(slug, NoAccess, Cast.Acme);
        _members.Clear();
        _said.Clear();
        _publicLevel = NoAccess;
        foreach (var attempt in attempts)
        {
            host.Facts.Clear();
            if (attempt.Joins)
            {
                _members.Set(attempt.By, attempt.With!, attempt.Role);
            }
            else
            {
                await TryAsync(host, database, attempt);
            }

            await EverybodyHasWhatWasSaidAsync(host, database);
        }
    }

    private async Task TryAsync(ModuleHost host, HostedDatabase database, Attempt attempt)
    {
        var by = _members.Now(attempt.By);
        var isHidden = attempt.With is { } denied && attempt.Level == "no-access" && !Discovers(denied);
        var counts = LevelOf(attempt.By) == SharingLevel.Manager && (attempt.With is null || !Owns(attempt.With));
        if (attempt.With is { } with)
        {
            WireName.TryParse<SharingLevel>(attempt.Level, out var level).Should().BeTrue();
            (await host.ShareAsync(database, with, level, by)).Succeeded.Should().Be(counts);
            if (counts)
            {
                _said[with] = level;
            }
        }
        else
        {
            WireName.TryParse<PublicSharingLevel>(attempt.Level, out var level).Should().BeTrue();
            (await host.UpdateAsync(database, level, by)).Succeeded.Should().Be(counts);
            _publicLevel = counts ? level : _publicLevel;
        }

        host.Facts.All.Should().Equal(
            counts ? [new AccessChanged(by, database, attempt.With?.AsEntity(), attempt.Level) { IsHidden = isHidden }] : []);
    }

    private async Task EverybodyHasWhatWasSaidAsync(ModuleHost host, HostedDatabase database)
    {
        foreach (var who in Cast.Entities)
        {
            var caller = _members.Now(who);
            var access = await host.AccessAsync(caller, database);
            var level = LevelOf(who);
            access.Manage.Should().Be(level == SharingLevel.Manager);
            access.Query.Should().Be(level switch
            {
                null => _publicLevel == ReadOnly ? QueryAccess.ReadOnly : QueryAccess.None,
                >= SharingLevel.ReadWrite => QueryAccess.ReadWrite,
                SharingLevel.ReadOnly => QueryAccess.ReadOnly,
                _ => QueryAccess.None,
            });
            access.Discover.Should().Be(Discovers(who));
            (await host.AskAsync(new WhichMayDiscover(caller, [database]))).Should().HaveCount(access.Discover ? 1 : 0);
        }

        (await host.AccessAsync(null, database)).Should().Be(
            _publicLevel == NoAccess ? DatabaseAccess.None : new DatabaseAccess(true, QueryAccess.None, false, _publicLevel));
    }

    private bool Owns(Principal who) => who == Cast.Acme || _members.RoleOf(who, Cast.Acme) == MemberRole.Owner;

    private bool Discovers(Principal who) => LevelOf(who) is { } level ? level != SharingLevel.NoAccess : _publicLevel != NoAccess;

    /// <returns><c>null</c> for who has what everybody has.</returns>
    private SharingLevel? LevelOf(Principal who)
    {
        if (Owns(who))
        {
            return SharingLevel.Manager;
        }

        if (_said.TryGetValue(who, out var own))
        {
            return own;
        }

        SharingLevel? asMember = _members.RoleOf(who, Cast.Acme) is null ? null : SharingLevel.ReadWrite;
        SharingLevel? inGuild = _members.RoleOf(who, Cast.Guild) is { } role && _said.TryGetValue(Cast.Guild, out var guilds)
            ? guilds == SharingLevel.Manager && role == MemberRole.Member ? SharingLevel.ReadWrite : guilds
            : null;
        return new[] { asMember, inGuild }.Max();
    }

    /// <param name="By">Who tries, or the organization that somebody joins.</param>
    /// <param name="With">To share with whom; <c>null</c> is to change what everybody may.</param>
    /// <param name="Level">Its wire name.</param>
    private sealed record Attempt(Principal By, Principal? With, string Level)
    {
        public bool Joins { get; init; }

        public MemberRole? Role { get; init; }

        public override string ToString() => $"{By.Slug}: {With?.Slug.Value ?? "everybody"} {Level}";
    }
}
