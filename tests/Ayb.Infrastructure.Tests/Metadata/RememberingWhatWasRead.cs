using Ayb.Infrastructure.Metadata;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.Metadata;

public sealed class RememberingWhatWasRead
{
    private readonly ManualClock _clock = new();
    private readonly MetadataCache<int, string> _cache;

    public RememberingWhatWasRead() => _cache = new MetadataCache<int, string>(_clock);

    [Fact]
    public void It_is_remembered_until_its_lifetime_is_over()
    {
        _cache.Add(1, "one", _cache.Generation);

        _clock.Advance(MetadataCache<int, string>.Lifetime - TimeSpan.FromMilliseconds(1));
        _cache.TryGet(1, out var value).Should().BeTrue();
        value.Should().Be("one");

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _cache.TryGet(1, out _).Should().BeFalse();
    }

    [Fact]
    public void A_second_reading_takes_the_place_of_the_first()
    {
        _cache.Add(1, "one", _cache.Generation);
        _clock.Advance(TimeSpan.FromSeconds(20));
        _cache.Add(1, "uno", _cache.Generation);
        _clock.Advance(TimeSpan.FromSeconds(20));

        _cache.TryGet(1, out var value).Should().BeTrue();
        value.Should().Be("uno");
    }

    [Fact]
    public void What_changed_is_forgotten_and_the_rest_is_not()
    {
        _cache.Add(1, "one", _cache.Generation);
        _cache.Add(2, "two", _cache.Generation);

        _cache.Remove(1);

        _cache.TryGet(1, out _).Should().BeFalse();
        _cache.TryGet(2, out _).Should().BeTrue();
    }

    [Fact]
    public void What_was_read_before_a_change_is_not_remembered_after_it()
    {
        var before = _cache.Generation;
        _cache.Remove(1);

        _cache.Add(1, "stale", before);

        _cache.TryGet(1, out _).Should().BeFalse();
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity_and_gives_up_the_oldest()
    {
        const int count = 3 * MetadataCache<int, string>.Capacity;
        for (var key = 0; key < count; key++)
        {
            _cache.Add(key, "value", _cache.Generation);
        }

        var held = Enumerable.Range(0, count).Where(key => _cache.TryGet(key, out _)).ToList();

        held.Count.Should().BeInRange(MetadataCache<int, string>.Capacity / 2, MetadataCache<int, string>.Capacity);
        held.Should().Equal(Enumerable.Range(count - held.Count, held.Count));
    }

    [Fact]
    public void What_changed_is_forgotten_even_when_it_is_about_to_make_room()
    {
        _cache.Add(-1, "old", _cache.Generation);
        for (var key = 0; key < MetadataCache<int, string>.Capacity / 2; key++)
        {
            _cache.Add(key, "value", _cache.Generation);
        }

        _cache.TryGet(-1, out _).Should().BeTrue();
        _cache.Remove(-1);

        _cache.TryGet(-1, out _).Should().BeFalse();
    }
}
