using System.Diagnostics;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>
/// Keeps a second server away from <c>data_path</c> and from a metadata file: every hosted database has one owner,
/// every SQLite file one writer. The kernel lets go of the locks when this process ends, however it ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string SqliteUrl = "sqlite://";
    private const int HeldByAnother = 11; // EWOULDBLOCK

    /// <summary>A server that was just told to stop may need a moment.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<FileStream> _locks = [];

    public static DataFolder Lock(IServiceCollection services)
    {
        var options = services.Select(service => service.ImplementationInstance).OfType<ServerOptions>().Single();
        var folder = new DataFolder();
        folder.Lock(Path.Combine(options.DataPath, "server.lock"), "data_path");
        if (options.DatabaseUrl.StartsWith(SqliteUrl, StringComparison.Ordinal))
        {
            folder.Lock(options.DatabaseUrl[SqliteUrl.Length..] + ".lock", "database_url");
        }

        return folder;
    }

    public void Dispose() => _locks.ForEach(file => file.Dispose());

    private void Lock(string file, string setting)
    {
        try
        {
            Directory.CreateDirectory(
                Path.GetDirectoryName(Path.GetFullPath(file))!,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            _locks.Add(Open(file));
        }
        catch (IOException exception) when (exception.HResult == HeldByAnother)
        {
            throw new ConfigurationException(
                $"Another ayb server uses {Path.GetDirectoryName(Path.GetFullPath(file))}. Stop it, or give this one another {setting}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{setting} can't be used: {exception.Message}", exception);
        }
    }

    private static FileStream Open(string file)
    {
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception.HResult == HeldByAnother && Stopwatch.GetElapsedTime(start) < Patience)
            {
                Thread.Sleep(50);
            }
        }
    }
}
