using Ayb.Contracts;

namespace Ayb.Identity.Tests;

/// <summary>Nobody makes the server a source of load on others.</summary>
public sealed class TakingTurns : IDisposable
{
    private static readonly EntityId Alice = new("alice");
    private static readonly EntityId Bob = new("bob");
    private static readonly EntityId Carol = new("carol");

    private readonly LinkTurns _turns = new(new LinkLimits
    {
        PagesAtOncePerCaller = 2,
        PagesAtOnce = 3,
        WaitingPerCaller = 1,
        Waiting = 1,
        Burst = 5,
        Refill = TimeSpan.FromDays(1),
    });

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task An_entity_has_a_few_at_once_others_are_not_held_up_and_more_than_may_wait_are_turned_away()
    {
        var first = await TurnAsync(Alice);
        await TurnAsync(Alice);
        var third = WaitAsync(Alice);
        third.IsCompleted.Should().BeFalse();
        (await WaitAsync(Alice)).IsAcquired.Should().BeFalse();

        await TurnAsync(Bob);

        first.Dispose();
        (await third.WaitAsync(TimeSpan.FromMinutes(1))).IsAcquired.Should().BeTrue();
    }

    [Fact]
    public async Task All_together_have_a_few_more()
    {
        await TurnAsync(Alice);
        await TurnAsync(Alice);
        var last = await TurnAsync(Bob);
        var waiting = WaitAsync(Bob);
        waiting.IsCompleted.Should().BeFalse();
        (await WaitAsync(Carol)).IsAcquired.Should().BeFalse();

        last.Dispose();
        (await waiting.WaitAsync(TimeSpan.FromMinutes(1))).IsAcquired.Should().BeTrue();
    }

    [Fact]
    public async Task Who_has_used_up_the_allowance_has_none_for_now_and_others_have_theirs()
    {
        for (var turn = 0; turn < 5; turn++)
        {
            (await TurnAsync(Alice)).Dispose();
        }

        (await WaitAsync(Alice)).IsAcquired.Should().BeFalse();
        await TurnAsync(Bob);
    }

    private Task<System.Threading.RateLimiting.RateLimitLease> WaitAsync(EntityId entity) =>
        _turns.WaitAsync(entity, CancellationToken.None).AsTask();

    private async Task<IDisposable> TurnAsync(EntityId entity)
    {
        var turn = await WaitAsync(entity).WaitAsync(TimeSpan.FromMinutes(1));
        turn.IsAcquired.Should().BeTrue();
        return turn;
    }
}
