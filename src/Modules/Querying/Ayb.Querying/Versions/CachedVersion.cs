using Ayb.Contracts;

namespace Ayb.Querying.Versions;

/// <summary>A version that lies in its folder, or is on its way there. The lock of the <see cref="VersionShelf"/> guards all of it.</summary>
internal sealed class CachedVersion(DatabaseId database, string version)
{
    /// <summary>What it is served under.</summary>
    public DatabaseId Id { get; } = VersionId.Of(database, version);

    /// <summary>Whose version it is.</summary>
    public DatabaseId Database => database;

    /// <summary>Which one.</summary>
    public string Version => version;

    /// <summary>What its file takes; <c>null</c> until it is whole.</summary>
    public TakenRoom? Room { get; set; }

    /// <summary>How many need it to stay: they wait for it, or are about to ask its worker.</summary>
    public int Pins { get; set; }

    public long LastUse { get; set; }

    /// <summary>It goes as soon as nobody reads it.</summary>
    public bool IsUnwanted { get; set; }

    /// <summary>While it is being dropped; complete when it is, or is not.</summary>
    public TaskCompletionSource? Leaving { get; set; }
}
