using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>One session writes at a time, and who waits for it does so in order.</summary>
public sealed class TakingTurns : WorkerScenario
{
    [Fact]
    public async Task There_are_only_so_many_that_wait()
    {
        var sessions = await OpenAsync(8);

        (await (await Worker.OpenSessionAsync()).FinishAsync()).Failure.Should().Be(FailureCode.Busy);

        await EndAsync(sessions);
        await EndAsync(await OpenAsync(1));
    }

    [Fact]
    public async Task They_are_served_as_they_have_come()
    {
        // Now and then one comes while the writer sorts out those before it.
        for (var round = 0; round < 400; round++)
        {
            await EndAsync(await OpenAsync(4));
        }
    }

    private async Task<SentQuery[]> OpenAsync(int count)
    {
        var sessions = new SentQuery[count];
        for (var index = 0; index < count; index++)
        {
            sessions[index] = await Worker.OpenSessionAsync();
        }

        return sessions;
    }

    /// <summary>Ends each when it has its turn. One that had it before its time would idle by then.</summary>
    private async Task EndAsync(SentQuery[] sessions)
    {
        foreach (var session in sessions)
        {
            (await session.NextAsync()).Frame.Type.Should().Be(FrameType.Chunk);
            (await Worker.EndSessionAsync(session, commit: true)).Failure.Should().BeNull();
        }
    }
}
