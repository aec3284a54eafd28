using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.RateLimits;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.RateLimits;

public sealed class TakingTokens
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void As_many_as_the_rate_says_are_there_at_once_and_then_come_back_one_by_one()
    {
        var limiter = Limiter(new Rate(3, TimeSpan.FromMinutes(1)));

        Allowed(limiter, key: 1, attempts: 5).Should().Be(3);
        var refusal = limiter.Take(1)!;

        refusal.Kind.Should().Be(ErrorKind.TooManyRequests);
        refusal.RetryAfter.Should().Be(TimeSpan.FromSeconds(20));
        refusal.Message.Should().Be("There are too many guesses (rate_limits.guesses allows 3/1m). Try again in 20 seconds.");
        _clock.Advance(TimeSpan.FromSeconds(19.9));
        limiter.Take(1)!.RetryAfter.Should().Be(TimeSpan.FromSeconds(0.1));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Allowed(limiter, key: 1, attempts: 5).Should().Be(1);
        _clock.Advance(TimeSpan.FromHours(1));
        Allowed(limiter, key: 1, attempts: 5).Should().Be(3);
    }

    [Fact]
    public void Each_key_has_its_own()
    {
        var limiter = Limiter(new Rate(1, TimeSpan.FromHours(1)));

        Allowed(limiter, key: 1, attempts: 2).Should().Be(1);
        Allowed(limiter, key: 2, attempts: 2).Should().Be(1);
    }

    [Fact]
    public void To_look_takes_nothing()
    {
        var limiter = Limiter(new Rate(2, TimeSpan.FromHours(1)));

        limiter.Look(1).Should().BeNull();
        limiter.Take(1);
        limiter.Look(1).Should().BeNull();
        limiter.Take(1);

        limiter.Look(1)!.RetryAfter.Should().Be(TimeSpan.FromMinutes(30));
        limiter.Count.Should().Be(1);
    }

    [Fact]
    public void What_is_off_never_refuses_and_keeps_nothing()
    {
        var limiter = Limiter(Rate.Off);

        Allowed(limiter, key: 1, attempts: 1000).Should().Be(1000);
        limiter.Look(1).Should().BeNull();
        limiter.Count.Should().Be(0);
    }

    [Fact]
    public void Many_at_once_get_no_more_than_there_are()
    {
        var limiter = Limiter(new Rate(1000, TimeSpan.FromHours(1)));
        limiter.Take(1).Should().BeNull();
        var allowed = 0;

        Parallel.For(0, 10_000, _ => Interlocked.Add(ref allowed, limiter.Take(1) is null ? 1 : 0));

        allowed.Should().Be(999);
    }

    [Fact]
    public void Who_has_been_quiet_long_enough_is_forgotten()
    {
        var limiter = Limiter(new Rate(10, TimeSpan.FromMinutes(1)));
        for (var key = 0; key < 100; key++)
        {
            limiter.Take(key);
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        limiter.Take(1000);

        limiter.Count.Should().Be(1);
    }

    [Fact]
    public void A_flood_of_keys_that_use_little_takes_bounded_memory_and_frees_nobody_who_is_refused()
    {
        var limiter = Limiter(new Rate(3, TimeSpan.FromHours(1)));
        Allowed(limiter, key: -1, attempts: 4).Should().Be(3);

        for (var key = 0; key < 2 * RateLimiter<int>.Capacity; key++)
        {
            limiter.Take(key).Should().BeNull();
            limiter.Count.Should().BeLessThanOrEqualTo(RateLimiter<int>.Capacity);
        }

        limiter.Take(-1).Should().NotBeNull();
    }

    [Fact]
    public void A_flood_of_keys_that_use_up_theirs_takes_bounded_memory_and_frees_those_whose_wait_is_shortest()
    {
        var limiter = Limiter(new Rate(1, TimeSpan.FromHours(1)));

        for (var key = 0; key <= RateLimiter<int>.Capacity; key++)
        {
            limiter.Take(key).Should().BeNull();
            limiter.Count.Should().BeLessThanOrEqualTo(RateLimiter<int>.Capacity);
            _clock.Advance(TimeSpan.FromMicroseconds(1));
        }

        limiter.Look(0).Should().BeNull();
        limiter.Look(RateLimiter<int>.Capacity - 1).Should().NotBeNull();
    }

    [Fact]
    public void A_token_that_is_there_costs_no_memory()
    {
        var limiter = Limiter(new Rate(1_000_000, TimeSpan.FromHours(1)));
        limiter.Take(1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            limiter.Take(1);
            limiter.Look(1);
        }

        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
    }

    private RateLimiter<int> Limiter(Rate rate) => new("guesses", rate, "guesses", _clock);

    private static int Allowed(RateLimiter<int> limiter, int key, int attempts) =>
        Enumerable.Range(0, attempts).Count(_ => limiter.Take(key) is null);
}
