using System.Text.Json;

namespace Ayb.Cli.Client.Connection;

/// <summary>`ayb.json`. It holds secrets: nobody else may read it, and it is never half-written.</summary>
internal sealed class ConfigurationFile(string path)
{
    public static string DefaultPath(Shell shell)
    {
        var folder = shell.Variable("XDG_CONFIG_HOME") is { } xdg && Path.IsPathRooted(xdg)
            ? xdg
            : Environment.GetFolderPath(
                Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(folder, "ayb", "ayb.json");
    }

    /// <summary>The history of interactive sessions is kept beside the configuration.</summary>
    public string HistoryPath => Path.ChangeExtension(path, ".history");

    /// <exception cref="CommandFailedException">The file is there and can't be understood.</exception>
    public SavedConfiguration Load()
    {
        SavedConfiguration saved;
        try
        {
            saved = JsonSerializer.Deserialize(File.ReadAllBytes(path), Wire.Default.SavedConfiguration)
                ?? throw new JsonException("it holds null");
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return SavedConfiguration.Empty;
        }
        catch (JsonException corrupt)
        {
            throw new CommandFailedException($"Can't understand {path}: {corrupt.Message} Repair the file or move it away.");
        }

        return saved.Version == SavedConfiguration.CurrentVersion
            ? saved
            : throw new CommandFailedException($"{path} has version {saved.Version}, which this ayb does not know.");
    }

    public void Save(SavedConfiguration saved) =>
        PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(saved, Wire.Default.SavedConfiguration));
}
