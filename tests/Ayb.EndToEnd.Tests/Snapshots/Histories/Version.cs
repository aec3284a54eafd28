namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>A snapshot that the server has listed.</summary>
/// <param name="Id">What it is known by.</param>
/// <param name="Kind">Why it was taken.</param>
/// <param name="TakenAt">The moment that it shows.</param>
/// <param name="Candidates">What the database was at moments at which it may have been taken: one of them is in it.</param>
internal sealed record Version(string Id, string Kind, DateTimeOffset TakenAt, IReadOnlyList<Content> Candidates)
{
    public bool IsManual => Kind == "manual";

    /// <summary>One that was dropped and a later one of the same second and content have the same id.</summary>
    public bool IsSame(Version other) => Id == other.Id && TakenAt == other.TakenAt;

    public void ShouldBe(Content found) =>
        Candidates.Should().Contain(found, "{0} snapshot {1} was taken when the database was one of these, and is\n{2}", Kind, Id, found);
}
