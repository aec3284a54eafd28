using Ayb.Contracts;
using Ayb.Sharing.Storage;
using static Ayb.Sharing.Tests.DecidingAccess.Right;
using static Ayb.Sharing.Tests.DecidingAccess.Token;
using static Ayb.Sharing.Tests.DecidingAccess.Who;

namespace Ayb.Sharing.Tests;

/// <summary>
/// Every combination of who calls, what they were granted, what an organization of theirs was granted, what their token
/// reaches and what everybody is granted. Acme owns the database, and guild is another organization.
/// </summary>
public sealed class DecidingAccess
{
    private static readonly HostedDatabase Books = Cast.Acme.Database("books");

    // Null: nothing was granted.
    private static readonly SharingLevel?[] Grants = [null, .. Enum.GetValues<SharingLevel>().Cast<SharingLevel?>()];

    private static readonly MemberRole?[] Roles = [null, .. Enum.GetValues<MemberRole>().Cast<MemberRole?>()];

    // What was said of somebody whom nothing was granted themselves, by what guild was granted:
    // to who is not in guild, is a member, is an owner. Null: nothing, they are one of the public.
    private static readonly (Who Who, SharingLevel? Guild, SharingLevel? Apart, SharingLevel? Member, SharingLevel? Owner)[] Through =
    [
        (Other, null, null, null, null),
        (Other, SharingLevel.NoAccess, null, SharingLevel.NoAccess, SharingLevel.NoAccess),
        (Other, SharingLevel.ReadOnly, null, SharingLevel.ReadOnly, SharingLevel.ReadOnly),
        (Other, SharingLevel.ReadWrite, null, SharingLevel.ReadWrite, SharingLevel.ReadWrite),
        (Other, SharingLevel.Manager, null, SharingLevel.ReadWrite, SharingLevel.Manager),
        (MemberOfTheOwner, null, SharingLevel.ReadWrite, SharingLevel.ReadWrite, SharingLevel.ReadWrite),
        (MemberOfTheOwner, SharingLevel.NoAccess, SharingLevel.ReadWrite, SharingLevel.ReadWrite, SharingLevel.ReadWrite),
        (MemberOfTheOwner, SharingLevel.ReadOnly, SharingLevel.ReadWrite, SharingLevel.ReadWrite, SharingLevel.ReadWrite),
        (MemberOfTheOwner, SharingLevel.ReadWrite, SharingLevel.ReadWrite, SharingLevel.ReadWrite, SharingLevel.ReadWrite),
        (MemberOfTheOwner, SharingLevel.Manager, SharingLevel.ReadWrite, SharingLevel.ReadWrite, SharingLevel.Manager),
    ];

    // What was said of somebody, with which token: what they may at each public level.
    private static readonly (SharingLevel? Said, Token Token, Right NoAccess, Right Fork, Right ReadOnly)[] Rights =
    [
        (null, Everything, None, Sees, Reads),
        (null, EverythingForReads, None, Sees, Reads),
        (null, ThisForNothing, None, Sees, Sees),
        (null, ThisForReads, None, Sees, Reads),
        (null, ThisForWrites, None, Sees, Reads),
        (null, Another, None, None, None),

        (SharingLevel.NoAccess, Everything, None, None, None),
        (SharingLevel.NoAccess, EverythingForReads, None, None, None),
        (SharingLevel.NoAccess, ThisForNothing, None, None, None),
        (SharingLevel.NoAccess, ThisForReads, None, None, None),
        (SharingLevel.NoAccess, ThisForWrites, None, None, None),
        (SharingLevel.NoAccess, Another, None, None, None),

        (SharingLevel.ReadOnly, Everything, Reads, Reads, Reads),
        (SharingLevel.ReadOnly, EverythingForReads, Reads, Reads, Reads),
        (SharingLevel.ReadOnly, ThisForNothing, Sees, Sees, Sees),
        (SharingLevel.ReadOnly, ThisForReads, Reads, Reads, Reads),
        (SharingLevel.ReadOnly, ThisForWrites, Reads, Reads, Reads),
        (SharingLevel.ReadOnly, Another, None, None, None),

        (SharingLevel.ReadWrite, Everything, Writes, Writes, Writes),
        (SharingLevel.ReadWrite, EverythingForReads, LooksBack, LooksBack, LooksBack),
        (SharingLevel.ReadWrite, ThisForNothing, Sees, Sees, Sees),
        (SharingLevel.ReadWrite, ThisForReads, LooksBack, LooksBack, LooksBack),
        (SharingLevel.ReadWrite, ThisForWrites, Writes, Writes, Writes),
        (SharingLevel.ReadWrite, Another, None, None, None),

        (SharingLevel.Manager, Everything, Manages, Manages, Manages),
        (SharingLevel.Manager, EverythingForReads, LooksBack, LooksBack, LooksBack),
        (SharingLevel.Manager, ThisForNothing, Sees, Sees, Sees),
        (SharingLevel.Manager, ThisForReads, LooksBack, LooksBack, LooksBack),
        (SharingLevel.Manager, ThisForWrites, Writes, Writes, Writes),
        (SharingLevel.Manager, Another, None, None, None),
    ];

    public enum Who
    {
        Owner,
        OwnerOfTheOwner,
        MemberOfTheOwner,
        Other,
    }

    /// <summary>What the caller's token reaches.</summary>
    public enum Token
    {
        Everything,
        EverythingForReads,
        ThisForNothing,
        ThisForReads,
        ThisForWrites,
        Another,
    }

    /// <summary>Each includes those before it.</summary>
    public enum Right
    {
        None,
        Sees,
        Reads,
        LooksBack,
        Writes,
        Manages,
    }

    public static TheoryData<Who, SharingLevel?, MemberRole?, SharingLevel?> Callers
    {
        get
        {
            var callers = new TheoryData<Who, SharingLevel?, MemberRole?, SharingLevel?>();
            foreach (var (who, own, role, guild) in
                from who in Enum.GetValues<Who>()
                from own in Grants
                from role in Roles
                from guild in Grants
                select (who, own, role, guild))
            {
                callers.Add(who, own, role, guild);
            }

            return callers;
        }
    }

    [Theory, MemberData(nameof(Callers))]
    public void Each_combination_has_one_answer(Who who, SharingLevel? own, MemberRole? role, SharingLevel? guild)
    {
        var caller = who switch
        {
            Owner => Cast.Acme,
            OwnerOfTheOwner => Cast.Bob.In(Cast.Acme, MemberRole.Owner),
            MemberOfTheOwner => Cast.Bob.In(Cast.Acme, MemberRole.Member),
            _ => Cast.Bob,
        };
        caller = role is { } inGuild ? caller.In(Cast.Guild, inGuild) : caller;
        var grants = Granted((caller, own), (Cast.Guild, guild));

        foreach (var (said, token, noAccess, fork, readOnly) in Rights.Where(row => row.Said == Said(who, own, role, guild)))
        {
            Answer(PublicSharingLevel.NoAccess).Should().Be(Allowing(noAccess, PublicSharingLevel.NoAccess), "with {0}", token);
            Answer(PublicSharingLevel.Fork).Should().Be(Allowing(fork, PublicSharingLevel.Fork), "with {0}", token);
            Answer(PublicSharingLevel.ReadOnly).Should().Be(Allowing(readOnly, PublicSharingLevel.ReadOnly), "with {0}", token);

            DatabaseAccess Answer(PublicSharingLevel level) =>
                AccessDecision.For(Showing(caller, token), Books, grants, level);
        }
    }

    [Theory]
    [InlineData(PublicSharingLevel.NoAccess, None)]
    [InlineData(PublicSharingLevel.Fork, Sees)]
    [InlineData(PublicSharingLevel.ReadOnly, Sees)]
    public void Nothing_that_was_granted_to_others_counts_for_the_anonymous(PublicSharingLevel level, Right right)
    {
        foreach (var (own, guild) in from own in Grants from guild in Grants select (own, guild))
        {
            AccessDecision.For(null, Books, Granted((Cast.Bob, own), (Cast.Guild, guild)), level).Should().Be(Allowing(right, level));
        }
    }

    [Fact]
    public void Of_several_organizations_the_most_counts_in_any_order()
    {
        var caller = Cast.Bob.In(Cast.Dave, MemberRole.Member).In(Cast.Guild, MemberRole.Owner).In(Cast.Carol, MemberRole.Member);
        foreach (var (one, two, three) in from one in Grants from two in Grants from three in Grants select (one, two, three))
        {
            var most = new[] { one == SharingLevel.Manager ? SharingLevel.ReadWrite : one, two, three == SharingLevel.Manager ? SharingLevel.ReadWrite : three }.Max();
            var grants = Granted((Cast.Dave, one), (Cast.Guild, two), (Cast.Carol, three));

            var expected = AccessDecision.For(Cast.Bob, Books, Granted((Cast.Bob, most)), PublicSharingLevel.ReadOnly);
            AccessDecision.For(caller, Books, grants, PublicSharingLevel.ReadOnly).Should().Be(expected);
            AccessDecision.For(caller, Books, [.. grants.Reverse()], PublicSharingLevel.ReadOnly).Should().Be(expected);
        }
    }

    [Fact]
    public void The_tables_are_complete()
    {
        Callers.Should().HaveCount(Enum.GetValues<Who>().Length * Grants.Length * Roles.Length * Grants.Length);
        Rights.Select(row => (row.Said, row.Token)).Should().OnlyHaveUniqueItems()
            .And.HaveCount(Grants.Length * Enum.GetValues<Token>().Length);
        Through.Select(row => (row.Who, row.Guild)).Should().OnlyHaveUniqueItems().And.HaveCount(2 * Grants.Length);
    }

    // The owners first, then what was said of the caller alone, then what their organizations bring.
    private static SharingLevel? Said(Who who, SharingLevel? own, MemberRole? role, SharingLevel? guild)
    {
        if (who is Owner or OwnerOfTheOwner)
        {
            return SharingLevel.Manager;
        }

        var row = Through.Single(row => row.Who == who && row.Guild == guild);
        return own ?? role switch { null => row.Apart, MemberRole.Member => row.Member, _ => row.Owner };
    }

    private static Grant[] Granted(params (Principal To, SharingLevel? Level)[] grants) =>
        [.. grants.Where(grant => grant.Level is not null).Select(grant => new Grant(grant.To.Id, grant.Level.GetValueOrDefault()))];

    private static Principal Showing(Principal caller, Token token) => token switch
    {
        EverythingForReads => caller with { Scope = new TokenScope(null, QueryAccess.ReadOnly) },
        ThisForNothing => caller.LimitedTo(Books, QueryAccess.None),
        ThisForReads => caller.LimitedTo(Books, QueryAccess.ReadOnly),
        ThisForWrites => caller.LimitedTo(Books, QueryAccess.ReadWrite),
        Another => caller.LimitedTo(Cast.Acme.Database("another"), QueryAccess.ReadWrite),
        _ => caller,
    };

    private static DatabaseAccess Allowing(Right right, PublicSharingLevel level) => right switch
    {
        Manages => new DatabaseAccess(true, QueryAccess.ReadWrite, true, level) { LookBack = true },
        Writes => new DatabaseAccess(true, QueryAccess.ReadWrite, false, level) { LookBack = true },
        LooksBack => new DatabaseAccess(true, QueryAccess.ReadOnly, false, level) { LookBack = true },
        Reads => new DatabaseAccess(true, QueryAccess.ReadOnly, false, level),
        Sees => new DatabaseAccess(true, QueryAccess.None, false, level),
        _ => DatabaseAccess.None,
    };
}
