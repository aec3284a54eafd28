using System.Diagnostics;
using FluentAssertions;

namespace Ayb.Testing;

/// <summary>Programs that a test writes.</summary>
public static class Script
{
    /// <summary>
    /// Makes an executable file that can be run at once. Another process makes it: a process that a test starts while this one writes
    /// would hold it open for a moment, and what somebody writes to can't be executed (ETXTBSY).
    /// </summary>
    /// <param name="path">Where there is nothing yet.</param>
    /// <param name="text">With its <c>#!</c>.</param>
    public static void Write(string path, string text)
    {
        using var install = Process.Start(new ProcessStartInfo("install", ["--mode=700", "/dev/stdin", path]) { RedirectStandardInput = true })!;
        install.StandardInput.Write(text);
        install.StandardInput.Close();
        install.WaitForExit();
        install.ExitCode.Should().Be(0);
    }
}
