using System.Diagnostics;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>Keeps a second server out of <c>data_path</c>: every hosted database has one owner.</summary>
internal static class DataFolder
{
    /// <summary>A server that was just told to stop may need a moment.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The lock; the kernel lets go of it when this process ends, however it ends.</returns>
    public static FileStream Lock(IServiceCollection services)
    {
        var path = services.Select(service => service.ImplementationInstance).OfType<ServerOptions>().Single().DataPath;
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = Path.Combine(path, "server.lock");
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start) < Patience)
            {
                Thread.Sleep(50);
            }
            catch (IOException)
            {
                throw new ConfigurationException(
                    $"Another ayb server uses {Path.GetFullPath(path)}. Stop it, or give this one another data_path.");
            }
        }
    }
}
