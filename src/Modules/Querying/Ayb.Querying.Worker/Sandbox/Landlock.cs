using System.Runtime.InteropServices;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sandbox;

/// <summary>
/// Shuts the calling thread and all it starts into one folder, see landlock(7) and
/// https://docs.kernel.org/userspace-api/landlock.html.
/// </summary>
internal static unsafe class Landlock
{
    private const nint CreateRuleset = 444;
    private const nint AddRule = 445;
    private const nint RestrictSelf = 446;
    private const int SetNoNewPrivileges = 38;

    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const ulong RemoveFile = 1 << 5;
    private const ulong MakeFile = 1 << 8;
    private const ulong Truncate = 1 << 14;

    private const ulong OwnFolder = ReadFile | WriteFile | ReadFolder | RemoveFile | MakeFile | Truncate;
    private const ulong Libraries = Execute | ReadFile | ReadFolder;

    /// <summary>File access rights that exist in ABI 1, 2, 3 and 4, and 5. ABI 7 added what is logged, and no rights.</summary>
    private static readonly ulong[] HandledFiles = [0, (1 << 13) - 1, (1 << 14) - 1, (1 << 15) - 1, (1 << 15) - 1, (1 << 16) - 1];

    /// <summary>Leaves the executable and the system's libraries to execute, and one folder to read and write.</summary>
    /// <param name="executable">The worker's own.</param>
    /// <param name="folder">The database's.</param>
    /// <param name="version">The ABI that the kernel has, or 0.</param>
    /// <returns>The layers that this kernel offers and that are now in force.</returns>
    public static SandboxLayers Restrict(string executable, string folder, out int version)
    {
        var layers = SandboxLayers.None;
        if (Linux.ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0) == 0)
        {
            layers |= SandboxLayers.NoNewPrivileges;
        }

        const nint askForVersion = 1;
        version = Math.Max(0, (int)Linux.SystemCall(CreateRuleset, 0, 0, askForVersion, 0));
        if (version < 1)
        {
            return layers;
        }

        var rules = stackalloc ulong[3];
        rules[0] = HandledFiles[Math.Min(version, 5)];
        rules[1] = version >= 4 ? 0b11UL : 0;
        rules[2] = version >= 6 ? 0b11UL : 0;
        var size = version switch { >= 6 => 24, >= 4 => 16, _ => 8 };
        var ruleset = (int)Linux.SystemCall(CreateRuleset, (nint)rules, size, 0, 0);
        if (ruleset < 0)
        {
            return layers;
        }

        Allow(ruleset, executable, (Execute | ReadFile) & rules[0]);
        Allow(ruleset, "/lib", Libraries & rules[0]);
        Allow(ruleset, "/lib64", Libraries & rules[0]);
        Allow(ruleset, "/usr/lib", Libraries & rules[0]);
        Allow(ruleset, "/etc/ld.so.cache", ReadFile);
        Allow(ruleset, "/dev/urandom", ReadFile);
        Allow(ruleset, folder, OwnFolder & rules[0]);
        if (Linux.SystemCall(RestrictSelf, ruleset, 0, 0, 0) != 0)
        {
            return layers;
        }

        layers |= SandboxLayers.LandlockFiles;
        layers |= version >= 4 ? SandboxLayers.LandlockNetwork : 0;
        layers |= version >= 6 ? SandboxLayers.LandlockScopes : 0;
        return layers;
    }

    private static void Allow(int ruleset, string path, ulong access)
    {
        const int pathOnly = 0x200000 | 0x80000;
        const nint pathBeneath = 1;
        var file = Linux.Open(path, pathOnly, 0);
        if (file < 0)
        {
            return; // Not on this system, so there is nothing to allow.
        }

        // struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 bytes of descriptor.
        var rule = stackalloc byte[12];
        MemoryMarshal.Write(new Span<byte>(rule, 8), access);
        MemoryMarshal.Write(new Span<byte>(rule + 8, 4), file);
        var added = Linux.SystemCall(AddRule, ruleset, pathBeneath, (nint)rule, 0) == 0;
        _ = Linux.Close(file);
        if (!added)
        {
            throw new InvalidOperationException($"Landlock refuses a rule for {path}: errno {Marshal.GetLastPInvokeError()}.");
        }
    }
}
