namespace Ayb.Cli.Client.Output;

/// <summary>A file that is there as a whole or not at all: it is written beside its place, and gone unless it is kept.</summary>
internal sealed class DraftFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _draft;

    public DraftFile(string path)
    {
        _path = path;
        _draft = $"{path}.{Path.GetRandomFileName()}";
        Stream = new FileStream(_draft, FileMode.CreateNew, FileAccess.Write);
    }

    public FileStream Stream { get; }

    /// <param name="overwrite">Whether a file that has come there meanwhile is to go.</param>
    public void Keep(bool overwrite)
    {
        Stream.Flush(flushToDisk: true);
        File.Move(_draft, _path, overwrite);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();

        // After the rename there is nothing left to delete.
        File.Delete(_draft);
    }
}
