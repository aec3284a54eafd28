using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ayb.Benchmarks.Load;

namespace Ayb.Benchmarks.Peers;

/// <summary>A peer's process, and a client of it.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly StringBuilder _printed = new();

    private PeerProcess(Process process, Uri address)
    {
        _process = process;
        Http.BaseAddress = address;
        process.OutputDataReceived += Printed;
        process.ErrorDataReceived += Printed;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <param name="executable">The peer.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="readyPath">Answered with success as soon as the peer serves.</param>
    /// <param name="arguments">Given the address that it shall listen on, host and port.</param>
    public static async Task<PeerProcess> StartAsync(
        string executable, string folder, string readyPath, Func<IPEndPoint, IReadOnlyList<string>> arguments)
    {
        var address = FreeAddress();
        var start = new ProcessStartInfo(executable, arguments(address))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var peer = new PeerProcess(Process.Start(start)!, new Uri($"http://{address}"));
        try
        {
            await peer.AnswersAsync(readyPath);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    public Call Get(string path, Predicate<string> isRight) => new(new Uri(Http.BaseAddress!, path), isRight);

    public Call PostJson(string path, string body, Predicate<string> isRight) =>
        (Get(path, isRight) with { Body = body }).AsJson();

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
    }

    private async Task AnswersAsync(string readyPath)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(Pause);
        while (!await IsReadyAsync(readyPath, deadline.Token))
        {
            if (_process.HasExited || deadline.IsCancellationRequested)
            {
                throw new WrongAnswerException($"{_process.StartInfo.FileName} does not serve: {_printed}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<bool> IsReadyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Printed(object sender, DataReceivedEventArgs line)
    {
        lock (_printed)
        {
            _printed.AppendLine(line.Data);
        }
    }
}
