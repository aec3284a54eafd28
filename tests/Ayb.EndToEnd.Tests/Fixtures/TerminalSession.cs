using System.Diagnostics;
using System.Text;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>A program that runs in a terminal, with somebody who reads and types.</summary>
internal sealed class TerminalSession : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _unread = new();

    public TerminalSession(string command, IReadOnlyDictionary<string, string?> environment)
    {
        // script(1) gives the command a terminal, and passes on what is typed and shown. It starts a shell, which
        // must give way to the command: dash would take a Ctrl-C for its own and end with 130 after it.
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", $"exec {command}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["TERM"] = "xterm";
        _process = Process.Start(start)!;
    }

    /// <summary>Everything that has been shown.</summary>
    public StringBuilder Screen { get; } = new();

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Reads on until the text has been shown, and past it.</summary>
    public async Task SeeAsync(string text)
    {
        var buffer = new char[4096];
        int at;
        while ((at = _unread.ToString().IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            var count = await _process.StandardOutput.ReadAsync(buffer).AsTask().WaitAsync(Deadline);
            count.Should().BePositive("'{0}' should have been shown, but this was the end: {1}", text, Screen);
            _unread.Append(buffer, 0, count);
            Screen.Append(buffer, 0, count);
        }

        _unread.Remove(0, at + text.Length);
    }

    /// <returns>The exit status of the program.</returns>
    public async Task<int> EndAsync()
    {
        Screen.Append(await _process.StandardOutput.ReadToEndAsync().WaitAsync(Deadline));
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
