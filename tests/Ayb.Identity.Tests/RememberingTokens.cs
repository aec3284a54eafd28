using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class RememberingTokens
{
    private readonly ManualClock _clock = new();
    private readonly TokenCache _cache;

    public RememberingTokens() => _cache = new TokenCache(_clock);

    [Fact]
    public void The_cache_stays_within_its_bounds()
    {
        for (var index = 0; index < TokenCache.Capacity + 10; index++)
        {
            _cache.Add(TokenDigest.Of(ApiToken.Create().Reveal()), Bearer("some"), _cache.Generation);
        }

        _cache.Count.Should().BeInRange(1, TokenCache.Capacity);
    }

    [Fact]
    public void When_there_is_no_room_the_older_half_goes()
    {
        const int Half = TokenCache.Capacity / 2;
        var digests = Enumerable.Range(0, TokenCache.Capacity + 1).Select(number => new TokenDigest(0, (UInt128)number)).ToList();
        foreach (var (index, digest) in digests.Index())
        {
            _clock.Advance(index == Half ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            _cache.Add(digest, Bearer("some"), _cache.Generation);
        }

        digests[..Half].Should().NotContain(digest => _cache.Remembers(digest));
        digests[Half..].Should().OnlyContain(digest => _cache.Remembers(digest));
    }

    [Fact]
    public void Forgetting_one_token_keeps_the_others()
    {
        var (one, other) = (TokenDigest.Of(ApiToken.Create().Reveal()), TokenDigest.Of(ApiToken.Create().Reveal()));
        _cache.Add(one, Bearer("one"), _cache.Generation);
        _cache.Add(other, Bearer("other"), _cache.Generation);

        _cache.Forget("one");

        _cache.TryFind(one, out _).Should().BeFalse();
        _cache.TryFind(other, out var found).Should().BeTrue();
        found!.TokenId.Should().Be("other");
    }

    [Fact]
    public void A_hit_allocates_nothing()
    {
        var token = ApiToken.Create().Reveal();
        _cache.Add(TokenDigest.Of(token), Bearer("one"), _cache.Generation);
        var questions = Enumerable.Range(0, 1000).Select(_ => new WhoBears(token)).ToArray();
        var handler = new Authenticate(_cache, new IdentityRates(new IdentityRatesOptions(), TimeProvider.System), null!);
        handler.Handle(questions[0], CancellationToken.None).IsCompletedSuccessfully.Should().BeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var question in questions.AsSpan(1))
        {
            handler.Handle(question, CancellationToken.None);
        }

        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
        questions.Should().OnlyContain(question => question.AnswerOrDefault!.Value.Succeeded);
    }

    private static VerifiedToken Bearer(string shortToken) => new(
        new Principal(new EntityId("1"), EntitySlug.Parse("alice").Value, shortToken, null), ExpiresAt: null);
}
