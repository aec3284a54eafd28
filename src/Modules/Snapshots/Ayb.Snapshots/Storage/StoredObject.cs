namespace Ayb.Snapshots.Storage;

/// <summary>An object as a listing has it.</summary>
/// <param name="Key">Without the prefix that the configuration puts before every key.</param>
/// <param name="Bytes">The room that it takes up.</param>
/// <param name="LastModifiedAt">When it was stored, by the clock of the place that keeps it.</param>
internal sealed record StoredObject(string Key, long Bytes, DateTimeOffset LastModifiedAt)
{
    /// <summary>What stands before the last slash of the key.</summary>
    public string Folder => Key[..Math.Max(0, Key.LastIndexOf('/'))];

    /// <summary>What stands behind it.</summary>
    public string Name => Key[(Key.LastIndexOf('/') + 1)..];
}
