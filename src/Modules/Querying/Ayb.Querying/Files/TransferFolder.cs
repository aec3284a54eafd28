namespace Ayb.Querying.Files;

/// <summary>A folder for one transfer, with all that is in it gone when this is disposed.</summary>
internal sealed class TransferFolder(string path) : IDisposable
{
    /// <summary>Names that a worker takes.</summary>
    public const string SentName = "sent";

    public const string MadeName = "made";

    public string Path { get; } = path;

    /// <summary>What a worker serves here.</summary>
    public string Database => System.IO.Path.Combine(Path, DatabaseFolders.DatabaseFile);

    /// <summary>What somebody has sent.</summary>
    public string Sent => System.IO.Path.Combine(Path, SentName);

    /// <summary>What was made of it.</summary>
    public string Made => System.IO.Path.Combine(Path, MadeName);

    public void Dispose() => DatabaseFolders.Delete(Path);
}
