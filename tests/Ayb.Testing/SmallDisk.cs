using System.Diagnostics;

namespace Ayb.Testing;

/// <summary>A file system of a few megabytes in memory, mounted for one test. Takes root, and the right to mount.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TestFolder _mountPoint = new();

    /// <param name="size">In KiB.</param>
    public SmallDisk(int size)
    {
        Size = size;
        Run("mount", "-t", "tmpfs", "-o", $"size={size}k,mode=700", "ayb-test", Path);
    }

    public string Path => _mountPoint.Path;

    /// <summary>In KiB; a file system that is in use can be given more.</summary>
    public int Size
    {
        get;
        set
        {
            if (field != 0)
            {
                Run("mount", "-o", $"remount,size={value}k", Path);
            }

            field = value;
        }
    }

    /// <summary>Takes all the room that is left; deleting the file gives it back.</summary>
    /// <param name="file">Where, under <see cref="Path"/>.</param>
    /// <param name="except">This many bytes stay free.</param>
    public void Fill(string file, int except = 0)
    {
        using var filling = File.Create(System.IO.Path.Combine(Path, file));
        filling.SetLength(0);
        var block = new byte[4096];
        try
        {
            while (new DriveInfo(Path).AvailableFreeSpace - except >= block.Length)
            {
                filling.Write(block);
            }
        }
        catch (IOException)
        {
            // Somebody else has taken the last of it.
        }
    }

    public void Dispose()
    {
        // Lazily: a process that is about to end may still have a file open.
        Run("umount", "--lazy", Path);
        _mountPoint.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var message = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"These tests mount a small file system, for which they must be root and may not be in a container without CAP_SYS_ADMIN: {message}");
        }
    }
}
