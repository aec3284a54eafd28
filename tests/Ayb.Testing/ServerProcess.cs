using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Ayb.Testing;

/// <summary>
/// The built server in a process of its own, which leads a process group. Without an <c>ayb.toml</c> in its folder it
/// listens on a free port of the loopback address, and writes mails to <see cref="MailFile"/>.
/// </summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process, string folder)
    {
        _process = process;
        Folder = folder;
        process.OutputDataReceived += (_, line) => Said(line.Data);
        process.ErrorDataReceived += (_, line) => Said(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Folder { get; }

    public string MailFile => Path.Combine(Folder, "ayb_data", "emails.jsonl");

    /// <summary>Speaks to the server; its base address ends before <c>/v1</c>.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Deadline };

    /// <summary>What it has printed so far, to standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a server, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it printed.</exception>
    public static async Task<ServerProcess> StartAsync(ServerProcessOptions options)
    {
        // setsid replaces itself by the program, so that the process is the server's.
        var start = new ProcessStartInfo("setsid", [options.Program, "server"])
        {
            WorkingDirectory = options.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!File.Exists(Path.Combine(options.Folder, "ayb.toml")))
        {
            start.Environment["AYB__HOST"] = "127.0.0.1";
            start.Environment["AYB__PORT"] = "0";
            start.Environment["AYB__EMAIL__FILE__PATH"] = "./ayb_data/emails.jsonl";
        }

        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(Process.Start(start)!, options.Folder);
        try
        {
            await server.AnswersAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public static Task<ServerProcess> StartAsync(TestFolder folder) => StartAsync(new ServerProcessOptions(folder.Path));

    /// <summary>Tells the server to stop.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        Signals.Send(Id, Signals.Terminate);
        return EndAsync();
    }

    /// <summary>Tells the server and all processes that it started to stop, as Ctrl-C in a terminal does.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> InterruptGroupAsync()
    {
        Signals.Send(-Id, Signals.Interrupt);
        return EndAsync();
    }

    /// <summary>Takes the server's life without a warning.</summary>
    public Task KillAsync()
    {
        Signals.Send(Id, Signals.Kill);
        return EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        Http.Dispose();
        _process.Dispose();
    }

    private async Task AnswersAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_address.Task, ended).WaitAsync(Deadline) == ended)
        {
            throw new InvalidOperationException($"The server ended with {_process.ExitCode}: {Output}");
        }

        Http.BaseAddress = await _address.Task;
        using var response = await Http.GetAsync(new Uri("/health", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for the process, and for all that it has printed.</summary>
    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return _process.ExitCode;
    }

    private void Said(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Listening.Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex("answers at (http://\\S+)")]
    private static partial Regex Listening { get; }
}
