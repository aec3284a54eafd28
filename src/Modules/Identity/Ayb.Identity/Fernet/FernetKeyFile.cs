using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Logging;

namespace Ayb.Identity;

/// <summary>
/// The key that the server makes for itself when the configuration has none: <c>fernet_key</c> under <c>data_path</c>.
/// </summary>
internal sealed class FernetKeyFile(ServerOptions server, ILogger<FernetKeyFile> logger)
{
    private readonly string _path = Path.GetFullPath(Path.Combine(server.DataPath, "fernet_key"));

    /// <summary>Every server on the same folder gets the same key, also when they start at once.</summary>
    /// <exception cref="ConfigurationException">The file holds something else.</exception>
    public FernetKey ReadOrCreate()
    {
        if (!File.Exists(_path) && TryCreate())
        {
            Log.FernetKeyCreated(logger, _path);
        }

        return FernetKey.TryParse(File.ReadAllText(_path).TrimEnd('\n'), out var key)
            ? key
            : throw new ConfigurationException(
                $"{_path} does not hold a Fernet key. Put the key back, or set authentication.fernet_key; "
                + "`ayb default_server_config` prints a fresh one.");
    }

    private bool TryCreate()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var draft = $"{_path}.{Guid.NewGuid():N}";
        try
        {
            Write(draft);
            return FileLink.TryCreate(draft, _path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        using var text = new StreamWriter(file);
        text.Write(FernetKey.Create().Reveal());
        text.Write('\n');
        text.Flush();
        file.Flush(flushToDisk: true);
    }
}
