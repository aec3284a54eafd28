using Ayb.Contracts;
using Ayb.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>
/// Everybody tries to share with everybody and to open the database to the public, in any order. After each attempt each may
/// do what was last said of them by somebody who could say it, and everybody is looked at each time, so that what is
/// remembered from before has its chance to be wrong.
/// </summary>
public sealed class AnySequenceOfChanges
{
    private const int Sequences = 40;

    private static readonly Gen<Principal> Anybody = Gen.Elements<Principal>([.. Cast.Entities]);

    // Alice's own attempts are those that always count: more of them, and more comes about.
    private static readonly Gen<Principal> SomeoneLikeAlice = Gen.OneOf(Anybody, Gen.Constant(Cast.Alice));

    private static readonly Gen<Attempt> Sharing =
        from caller in SomeoneLikeAlice
        from with in Anybody
        from level in Gen.Elements(Enum.GetValues<SharingLevel>())
        select new Attempt(caller, with, WireName.Of(level));

    private static readonly Gen<Attempt> Updating =
        from caller in SomeoneLikeAlice
        from level in Gen.Elements(Enum.GetValues<PublicSharingLevel>())
        select new Attempt(caller, With: null, WireName.Of(level));

    private static readonly Gen<Attempt[]> Attempts =
        Gen.Frequency([(4, Sharing), (1, Updating)]).ArrayOf().Select(attempts => attempts.Take(20).ToArray());

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Leaves_everybody_with_what_was_said_last(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var number = 0;

        Prop.ForAll(
                Attempts.ToArbitrary(),
                (Attempt[] attempts) => HoldsAsync(host, $"books-{Interlocked.Increment(ref number)}", attempts))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));
        number.Should().BeGreaterThanOrEqualTo(Sequences);
    }

    private static async Task HoldsAsync(ModuleHost host, string slug, Attempt[] attempts)
    {
        var database = await host.CreatedAsync(slug, NoAccess);
        var said = new Dictionary<Principal, SharingLevel>();
        var publicLevel = NoAccess;
        foreach (var attempt in attempts)
        {
            host.Facts.Clear();
            var counts = attempt.By == Cast.Alice || said.GetValueOrDefault(attempt.By) == SharingLevel.Manager;
            if (attempt.With is { } with)
            {
                WireName.TryParse<SharingLevel>(attempt.Level, out var level).Should().BeTrue();
                counts &= with != Cast.Alice;
                (await host.ShareAsync(database, with, level, attempt.By)).Succeeded.Should().Be(counts);
                if (counts)
                {
                    said[with] = level;
                }
            }
            else
            {
                WireName.TryParse<PublicSharingLevel>(attempt.Level, out var level).Should().BeTrue();
                (await host.UpdateAsync(database, level, attempt.By)).Succeeded.Should().Be(counts);
                publicLevel = counts ? level : publicLevel;
            }

            host.Facts.All.Should().Equal(
                counts ? [new AccessChanged(attempt.By, database, attempt.With?.AsEntity(), attempt.Level)] : []);
            await EverybodyHasWhatWasSaidAsync(host, database, said, publicLevel);
        }
    }

    private static async Task EverybodyHasWhatWasSaidAsync(
        ModuleHost host, HostedDatabase database, Dictionary<Principal, SharingLevel> said, PublicSharingLevel publicLevel)
    {
        foreach (var (who, level) in said)
        {
            var access = await host.AccessAsync(who, database);
            access.Manage.Should().Be(level == SharingLevel.Manager);
            (access.Query == QueryAccess.ReadWrite).Should().Be(level >= SharingLevel.ReadWrite);
            (access.Query >= QueryAccess.ReadOnly).Should().Be(level >= SharingLevel.ReadOnly);
            access.Discover.Should().Be(level != SharingLevel.NoAccess);
        }

        foreach (var who in Cast.Entities.Where(who => who != Cast.Alice && !said.ContainsKey(who)))
        {
            var access = await host.AccessAsync(who, database);
            access.Manage.Should().BeFalse();
            access.Query.Should().Be(publicLevel == ReadOnly ? QueryAccess.ReadOnly : QueryAccess.None);
            access.Discover.Should().Be(publicLevel != NoAccess);
        }

        (await host.AccessAsync(Cast.Alice, database)).Should().Be(new DatabaseAccess(true, QueryAccess.ReadWrite, true, publicLevel));
        (await host.AccessAsync(null, database)).Should().Be(
            publicLevel == NoAccess ? DatabaseAccess.None : new DatabaseAccess(true, QueryAccess.None, false, publicLevel));
    }

    /// <param name="By">Who tries.</param>
    /// <param name="With">To share with whom; <c>null</c> is to change what everybody may.</param>
    /// <param name="Level">Its wire name.</param>
    private sealed record Attempt(Principal By, Principal? With, string Level)
    {
        public override string ToString() => $"{By.Slug}: {With?.Slug.Value ?? "everybody"} {Level}";
    }
}
