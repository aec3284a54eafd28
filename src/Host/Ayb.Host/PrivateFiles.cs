using System.Runtime.InteropServices;

namespace Ayb.Host;

/// <summary>What the server and its workers create is for their own user's eyes, also in a folder that others may enter.</summary>
internal static partial class PrivateFiles
{
    private const uint GroupAndOthers = 0b000_111_111;

    public static void FromNowOn() => _ = SetMask(GroupAndOthers);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
