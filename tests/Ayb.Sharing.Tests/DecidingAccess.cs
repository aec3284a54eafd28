using Ayb.Contracts;
using static Ayb.Sharing.Tests.DecidingAccess.Right;
using static Ayb.Sharing.Tests.DecidingAccess.Token;
using static Ayb.Sharing.Tests.DecidingAccess.Who;

namespace Ayb.Sharing.Tests;

public sealed class DecidingAccess
{
    private static readonly HostedDatabase Books = Cast.AlicesDatabase("books");

    // Null: nothing was granted.
    private static readonly SharingLevel?[] Grants = [null, .. Enum.GetValues<SharingLevel>().Cast<SharingLevel?>()];

    // Who calls, with which token: what they may at each public level, whatever they were granted.
    private static readonly (Who Who, Token Token, Right NoAccess, Right Fork, Right ReadOnly)[] Ungrantable =
    [
        (Owner, Everything, Manages, Manages, Manages),
        (Owner, ThisForNothing, Sees, Sees, Sees),
        (Owner, ThisForReads, Reads, Reads, Reads),
        (Owner, ThisForWrites, Writes, Writes, Writes),
        (Owner, Another, None, None, None),
        (Anonymous, Everything, None, Sees, Sees),
    ];

    // What somebody else was granted, with which token: what they may at each public level.
    private static readonly (SharingLevel? Grant, Token Token, Right NoAccess, Right Fork, Right ReadOnly)[] Grantable =
    [
        (null, Everything, None, Sees, Reads),
        (null, ThisForNothing, None, Sees, Sees),
        (null, ThisForReads, None, Sees, Reads),
        (null, ThisForWrites, None, Sees, Reads),
        (null, Another, None, None, None),

        (SharingLevel.NoAccess, Everything, None, None, None),
        (SharingLevel.NoAccess, ThisForNothing, None, None, None),
        (SharingLevel.NoAccess, ThisForReads, None, None, None),
        (SharingLevel.NoAccess, ThisForWrites, None, None, None),
        (SharingLevel.NoAccess, Another, None, None, None),

        (SharingLevel.ReadOnly, Everything, Reads, Reads, Reads),
        (SharingLevel.ReadOnly, ThisForNothing, Sees, Sees, Sees),
        (SharingLevel.ReadOnly, ThisForReads, Reads, Reads, Reads),
        (SharingLevel.ReadOnly, ThisForWrites, Reads, Reads, Reads),
        (SharingLevel.ReadOnly, Another, None, None, None),

        (SharingLevel.ReadWrite, Everything, Writes, Writes, Writes),
        (SharingLevel.ReadWrite, ThisForNothing, Sees, Sees, Sees),
        (SharingLevel.ReadWrite, ThisForReads, Reads, Reads, Reads),
        (SharingLevel.ReadWrite, ThisForWrites, Writes, Writes, Writes),
        (SharingLevel.ReadWrite, Another, None, None, None),

        (SharingLevel.Manager, Everything, Manages, Manages, Manages),
        (SharingLevel.Manager, ThisForNothing, Sees, Sees, Sees),
        (SharingLevel.Manager, ThisForReads, Reads, Reads, Reads),
        (SharingLevel.Manager, ThisForWrites, Writes, Writes, Writes),
        (SharingLevel.Manager, Another, None, None, None),
    ];

    public enum Who
    {
        Owner,
        Other,
        Anonymous,
    }

    /// <summary>What the caller's token reaches.</summary>
    public enum Token
    {
        Everything,
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
        Writes,
        Manages,
    }

    public static TheoryData<Who, SharingLevel?, Token, PublicSharingLevel, Right> Table
    {
        get
        {
            var rows = Ungrantable
                .SelectMany(row => Grants.Select(grant => (row.Who, grant, row.Token, row.NoAccess, row.Fork, row.ReadOnly)))
                .Concat(Grantable.Select(row => (Other, row.Grant, row.Token, row.NoAccess, row.Fork, row.ReadOnly)));
            var table = new TheoryData<Who, SharingLevel?, Token, PublicSharingLevel, Right>();
            foreach (var (who, grant, token, noAccess, fork, readOnly) in rows)
            {
                table.Add(who, grant, token, PublicSharingLevel.NoAccess, noAccess);
                table.Add(who, grant, token, PublicSharingLevel.Fork, fork);
                table.Add(who, grant, token, PublicSharingLevel.ReadOnly, readOnly);
            }

            return table;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public void Each_combination_has_one_answer(Who who, SharingLevel? grant, Token token, PublicSharingLevel level, Right right)
    {
        var access = AccessDecision.For(Caller(who, token), Books, grant, level);

        access.Should().Be(right switch
        {
            Manages => new DatabaseAccess(true, QueryAccess.ReadWrite, true, level),
            Writes => new DatabaseAccess(true, QueryAccess.ReadWrite, false, level),
            Reads => new DatabaseAccess(true, QueryAccess.ReadOnly, false, level),
            Sees => new DatabaseAccess(true, QueryAccess.None, false, level),
            _ => DatabaseAccess.None,
        });
    }

    [Fact]
    public void The_table_is_complete()
    {
        var levels = Enum.GetValues<PublicSharingLevel>().Length;
        var withToken = (Enum.GetValues<Who>().Length - 1) * Enum.GetValues<Token>().Length;

        Table.Select(row => (row[0], row[1], row[2], row[3])).Distinct()
            .Should().HaveCount((withToken + 1) * Grants.Length * levels).And.HaveSameCount(Table);
    }

    private static Principal? Caller(Who who, Token token)
    {
        var caller = who switch
        {
            Owner => Cast.Alice,
            Other => Cast.Bob,
            _ => null,
        };
        return token switch
        {
            ThisForNothing => caller?.LimitedTo(Books, QueryAccess.None),
            ThisForReads => caller?.LimitedTo(Books, QueryAccess.ReadOnly),
            ThisForWrites => caller?.LimitedTo(Books, QueryAccess.ReadWrite),
            Another => caller?.LimitedTo(Cast.AlicesDatabase("another"), QueryAccess.ReadWrite),
            _ => caller,
        };
    }
}
