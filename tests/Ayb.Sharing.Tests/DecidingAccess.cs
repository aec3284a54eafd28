using Ayb.Contracts;
using static Ayb.Contracts.PublicSharingLevel;
using static Ayb.Sharing.Tests.DecidingAccess.Token;
using static Ayb.Sharing.Tests.DecidingAccess.Who;

namespace Ayb.Sharing.Tests;

public sealed class DecidingAccess
{
    private const QueryAccess Nothing = QueryAccess.None;
    private const QueryAccess Reads = QueryAccess.ReadOnly;
    private const QueryAccess Writes = QueryAccess.ReadWrite;

    public enum Who
    {
        Owner,
        Stranger,
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

    // Who calls, with which token, at which public level: may discover, may query, may manage.
    public static TheoryData<Who, Token, PublicSharingLevel, bool, QueryAccess, bool> Table => new()
    {
        { Owner, Everything, NoAccess, true, Writes, true },
        { Owner, Everything, Fork, true, Writes, true },
        { Owner, Everything, ReadOnly, true, Writes, true },
        { Owner, ThisForNothing, NoAccess, true, Nothing, false },
        { Owner, ThisForNothing, Fork, true, Nothing, false },
        { Owner, ThisForNothing, ReadOnly, true, Nothing, false },
        { Owner, ThisForReads, NoAccess, true, Reads, false },
        { Owner, ThisForReads, Fork, true, Reads, false },
        { Owner, ThisForReads, ReadOnly, true, Reads, false },
        { Owner, ThisForWrites, NoAccess, true, Writes, false },
        { Owner, ThisForWrites, Fork, true, Writes, false },
        { Owner, ThisForWrites, ReadOnly, true, Writes, false },
        { Owner, Another, NoAccess, false, Nothing, false },
        { Owner, Another, Fork, false, Nothing, false },
        { Owner, Another, ReadOnly, false, Nothing, false },

        { Stranger, Everything, NoAccess, false, Nothing, false },
        { Stranger, Everything, Fork, true, Nothing, false },
        { Stranger, Everything, ReadOnly, true, Reads, false },
        { Stranger, ThisForNothing, NoAccess, false, Nothing, false },
        { Stranger, ThisForNothing, Fork, true, Nothing, false },
        { Stranger, ThisForNothing, ReadOnly, true, Nothing, false },
        { Stranger, ThisForReads, NoAccess, false, Nothing, false },
        { Stranger, ThisForReads, Fork, true, Nothing, false },
        { Stranger, ThisForReads, ReadOnly, true, Reads, false },
        { Stranger, ThisForWrites, NoAccess, false, Nothing, false },
        { Stranger, ThisForWrites, Fork, true, Nothing, false },
        { Stranger, ThisForWrites, ReadOnly, true, Reads, false },
        { Stranger, Another, NoAccess, false, Nothing, false },
        { Stranger, Another, Fork, false, Nothing, false },
        { Stranger, Another, ReadOnly, false, Nothing, false },

        { Anonymous, Everything, NoAccess, false, Nothing, false },
        { Anonymous, Everything, Fork, true, Nothing, false },
        { Anonymous, Everything, ReadOnly, true, Nothing, false },
    };

    [Theory, MemberData(nameof(Table))]
    public void Each_combination_has_one_answer(
        Who who, Token token, PublicSharingLevel level, bool discover, QueryAccess query, bool manage)
    {
        var database = Cast.AlicesDatabase("books");

        var access = AccessDecision.For(Caller(who, token, database), database, level);

        (access.Discover, access.Query, access.Manage).Should().Be((discover, query, manage));
        access.PublicLevel.Should().Be(discover ? level : NoAccess, "who may not discover a database learns nothing of it");
    }

    [Fact]
    public void The_table_is_complete()
    {
        var levels = Enum.GetValues<PublicSharingLevel>().Length;
        var withToken = (Enum.GetValues<Who>().Length - 1) * Enum.GetValues<Token>().Length;

        Table.Select(row => (row[0], row[1], row[2])).Distinct().Should().HaveCount((withToken + 1) * levels);
    }

    private static Principal? Caller(Who who, Token token, HostedDatabase database)
    {
        var caller = who switch
        {
            Owner => Cast.Alice,
            Stranger => Cast.Bob,
            _ => null,
        };
        return token switch
        {
            ThisForNothing => caller?.LimitedTo(database, QueryAccess.None),
            ThisForReads => caller?.LimitedTo(database, QueryAccess.ReadOnly),
            ThisForWrites => caller?.LimitedTo(database, QueryAccess.ReadWrite),
            Another => caller?.LimitedTo(Cast.AlicesDatabase("another"), QueryAccess.ReadWrite),
            _ => caller,
        };
    }
}
