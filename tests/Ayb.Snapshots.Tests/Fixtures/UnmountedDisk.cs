namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>The folder of snapshots while its disk is not mounted: what is in it is away until this is disposed.</summary>
internal sealed class UnmountedDisk : IDisposable
{
    private const string Nothing = "nothing";
    private const string AFile = "a file";
    private const string Empty = "an empty folder";

    private readonly string _mount;
    private readonly string _disk;

    private UnmountedDisk(string mount, string disk) => (_mount, _disk) = (mount, disk);

    /// <summary>What may be in its place.</summary>
    public static TheoryData<string> Leaving => [Nothing, AFile, Empty];

    public static UnmountedDisk Of(SnapshotsHost host, string leaving)
    {
        var disk = new UnmountedDisk(Path.TrimEndingDirectorySeparator(host.PathOf("")), Path.Combine(host.Host.Folder, "the disk"));
        Directory.Move(disk._mount, disk._disk);
        switch (leaving)
        {
            case AFile:
                File.WriteAllText(disk._mount, "");
                break;
            case Empty:
                Directory.CreateDirectory(disk._mount);
                break;
        }

        return disk;
    }

    public void Dispose()
    {
        if (Directory.Exists(_mount))
        {
            Directory.Delete(_mount, recursive: true);
        }

        if (File.Exists(_mount))
        {
            File.Delete(_mount);
        }

        Directory.Move(_disk, _mount);
    }
}
