namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>A database, as it has to be.</summary>
internal sealed class TrackedDatabase(string name)
{
    private readonly List<(DateTimeOffset From, Content Content)> _past = [(DateTimeOffset.MinValue, Content.Empty)];

    private readonly List<DateTimeOffset> _ends = [];

    public string Name { get; set; } = name;

    public Content Now => _past[^1].Content;

    /// <summary>What is listed, by its id.</summary>
    public SortedDictionary<string, Version> Versions { get; } = new(StringComparer.Ordinal);

    /// <param name="content">What it has become.</param>
    /// <param name="from">Before it was asked to.</param>
    /// <param name="until">After it has said that it is.</param>
    public void Becomes(Content content, DateTimeOffset from, DateTimeOffset until)
    {
        _ends.Add(until);
        _past.Add((from, content));
    }

    /// <summary>All that it may have been between two moments.</summary>
    public IReadOnlyList<Content> Between(DateTimeOffset from, DateTimeOffset until) =>
        [.. _past.Where((past, number) => past.From <= until && (number == _ends.Count || _ends[number] >= from)).Select(past => past.Content).Distinct()];
}
