using System.Runtime.InteropServices;

namespace Ayb.Cli.Server;

/// <summary>
/// The server beside this program. It takes this process over, so that signals, the exit status
/// and the process id that a supervisor sees are the server's own.
/// </summary>
internal static partial class HostProcess
{
    public static void Become(params string[] arguments)
    {
        var host = Path.Combine(Path.GetDirectoryName(Environment.ProcessPath)!, "ayb-host");
        if (!File.Exists(host))
        {
            throw new CommandFailedException(
                $"The server is not installed: there is no {host}. Keep ayb and ayb-host in one folder.");
        }

        if (DotnetRoot.ToBeNamed() is { } root)
        {
            SetVariable("DOTNET_ROOT", root, overwrite: 1);
        }

        Execute(host, [host, .. arguments, null]);
        throw new CommandFailedException($"Can't start {host}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    // Environment.SetEnvironmentVariable changes a copy of .NET's own, which a new program image never sees.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments);
}
