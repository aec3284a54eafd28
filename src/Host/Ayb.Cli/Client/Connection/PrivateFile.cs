namespace Ayb.Cli.Client.Connection;

/// <summary>Files that hold what is nobody else's business: mode 0600, in a folder that is made when needed.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces the file whole or not at all, even when the power fails.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        // The rename would put a file in the place of a link that somebody's dotfiles rely on.
        var link = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
        var target = link?.FullName ?? path;
        var draft = $"{target}.{Path.GetRandomFileName()}";
        try
        {
            using (var file = Open(draft, FileMode.CreateNew))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            // After the rename there is nothing left to delete.
            File.Delete(draft);
        }
    }

    public static void Append(string path, ReadOnlySpan<byte> content)
    {
        using var file = Open(path, FileMode.Append);
        file.Write(content);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        }

        return new(path, new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = Owner,
        });
    }
}
