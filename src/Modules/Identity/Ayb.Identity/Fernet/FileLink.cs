using System.Runtime.InteropServices;

namespace Ayb.Identity;

/// <summary>link(2): gives a finished file its name, of several processes to one alone.</summary>
internal static partial class FileLink
{
    private const int AlreadyExists = 17;

    /// <returns>False when something is there by that name; it is left alone.</returns>
    /// <exception cref="IOException">The file system refuses for any other reason.</exception>
    public static bool TryCreate(string file, string name)
    {
        // File.Move looks whether the name is free and then renames: two processes that look at once replace each other's file.
        if (Link(file, name) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists
            ? false
            : throw new IOException($"{name}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);
}
