using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Connection;

/// <summary>
/// A server, as its HTTP API shows it. Whatever goes wrong on the way or over there
/// comes back as a <see cref="CommandFailedException"/> with a sentence that names it.
/// </summary>
internal sealed class AybServer(string url, string? token, Shell shell, bool throughProxy = false) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        // A redirected POST would arrive as a GET; it is better to say where the server went.
        AllowAutoRedirect = false,
        ConnectCallback = KeepAlive.ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        Expect100ContinueTimeout = TimeSpan.FromSeconds(15),
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        UseProxy = throughProxy,
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Url => url;

    public bool HasToken => token is not null;

    public void Dispose() => _http.Dispose();

    public async Task Send(Call call, CancellationToken cancellationToken)
    {
        using var response = await Answer(call, cancellationToken);
    }

    public async Task<T> Send<T>(Call call, JsonTypeInfo<T> shape, CancellationToken cancellationToken)
    {
        using var response = await Answer(call, cancellationToken);
        return await Read(response, shape, cancellationToken)
            ?? throw new CommandFailedException($"{url} gave an answer that is not ayb's. Is it an ayb server, and this ayb as new as it?");
    }

    /// <summary>The answer before its content has come, which whoever gets it reads and disposes.</summary>
    public Task<HttpResponseMessage> Open(Call call, CancellationToken cancellationToken) =>
        Answer(call, cancellationToken, HttpCompletionOption.ResponseHeadersRead);

    private async Task<HttpResponseMessage> Answer(
        Call call, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        using var request = call.ToRequest(url, token);
        using var patience = new CancellationTokenSource(call.TakesItsTime ? Timeout.InfiniteTimeSpan : Patience, shell.Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await using var activity = call.Activity is { } doing ? ActivityLine.Begin(shell.Watched, doing, shell.Clock) : null;

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, completion, end.Token);
        }
        catch (HttpRequestException problem)
        {
            throw Unreachable.Because(url, problem, call.Method);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable.TooLong(url, call.Method);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await Refuse(call, response, cancellationToken);
        }
    }

    private async Task<CommandFailedException> Refuse(Call call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.Location is { } elsewhere)
        {
            return new($"{url} has moved: it points to {TerminalText.Escape(elsewhere.ToString())}");
        }

        // Text from a server may quote hostile data, which must not drive the terminal.
        if (await Read(response, Wire.Default.ErrorAnswer, cancellationToken) is not { } answer)
        {
            return new($"{url} answered {(int)response.StatusCode} {TerminalText.Escape(response.ReasonPhrase ?? "")}".TrimEnd());
        }

        var refusal = new Refusal(response.StatusCode, answer.Type, answer.Id, answer.RecordType, answer.Unless);
        var hint = call.Remedy(refusal) ?? refusal.Remedy;
        return new(TerminalText.Escape(answer.Message), hint is null ? null : TerminalText.Escape(hint));
    }

    private static async Task<T?> Read<T>(HttpResponseMessage response, JsonTypeInfo<T> shape, CancellationToken cancellationToken)
    {
        try
        {
            var json = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(json, shape, cancellationToken);
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            // A proxy in between answers in its own tongue, and a server that goes does not end its sentence.
            return default;
        }
    }
}
