namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>Something that can happen to a database, and what has to come of it.</summary>
internal interface IStep
{
    /// <summary>How often it happens, beside the others.</summary>
    int Weight { get; }

    bool IsPossible(History history, TrackedDatabase database) => true;

    Task HappenAsync(History history, TrackedDatabase database);
}
