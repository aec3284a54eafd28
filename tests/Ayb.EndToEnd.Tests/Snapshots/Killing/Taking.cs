using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>A snapshot is there, whole, or not at all; the database does not change.</summary>
internal sealed class Taking(SnapshotServer server, NumberedDatabase database) : IWork
{
    /// <summary>What is in the snapshots, by their ids.</summary>
    private readonly Dictionary<string, int> _known = [];

    private int _lastNumber;

    public Task PrepareAsync(int number) => database.SetAsync(number);

    public Task<string> DoAsync() => server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/snapshots");

    public async Task CheckAsync(string? answer, int number)
    {
        (await database.ReadAsync()).Should().Be(number);
        var listed = await server.IdsAsync();
        var found = listed.Except(_known.Keys).ToList();
        found.ForEach(id => _known[id] = number);

        listed.Should().Contain(_known.Keys);
        found.Should().HaveCountLessThanOrEqualTo(1);
        if (answer is not null)
        {
            found.Should().Equal(Listing.IdOf(answer));
        }

        _lastNumber = number;
    }

    public async Task ConcludeAsync()
    {
        // Some may have been stored and got their rows just now: each is of one of the rounds.
        var listed = await server.IdsAsync();
        listed.Should().Contain(_known.Keys);
        foreach (var id in listed)
        {
            (await server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/restore_snapshot", id)).Should().Be("200 {}");
            var number = await database.ReadAsync();
            number.Should().Be(_known.GetValueOrDefault(id, number)).And.BeInRange(0, _lastNumber);
        }
    }
}
