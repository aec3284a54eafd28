using System.Security.Cryptography;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata.Export;

namespace Ayb.Snapshots.Disaster;

/// <summary>
/// All metadata in a file that has no name, so that no slow storage holds the transaction open in which it is read. The file is for its
/// owner's eyes, and gone when this is disposed, or the server dies.
/// </summary>
internal sealed class MetadataSpool : IAsyncDisposable
{
    private const string FileName = "metadata.export";

    private MetadataSpool(FileStream content, long rows, string sha256) => (Content, Rows, Sha256) = (content, rows, sha256);

    /// <summary>From its beginning.</summary>
    public Stream Content { get; }

    public long Rows { get; }

    public string Sha256 { get; }

    /// <summary>One at a time: there is one name for all.</summary>
    public static async Task<MetadataSpool> FillAsync(MetadataExport export, ServerOptions server, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(server.DataPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(server.DataPath, FileName);
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        try
        {
            File.Delete(path);
            var rows = await export.WriteAsync(file, cancellationToken);
            file.Position = 0;
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            file.Position = 0;
            return new MetadataSpool(file, rows, sha256);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
