using System.Net;

namespace Ayb.Testing;

/// <summary>What a browser without scripts does: keeps cookies, and sends forms. It follows no redirect of its own accord.</summary>
public sealed class FormBrowser : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="server">The server; other addresses are below it.</param>
    public FormBrowser(Uri server)
    {
        Server = server;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = Cookies };
        _http = new HttpClient(handler) { BaseAddress = server };
    }

    public Uri Server { get; }

    public CookieContainer Cookies { get; } = new();

    public Task<BrowsedPage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), path);

    /// <summary>Sends the page's form, with these fields in the place of its own.</summary>
    public Task<BrowsedPage> SubmitAsync(BrowsedPage page, params (string Name, string Value)[] fields) =>
        PostAsync(page.FormAction, Merge(page.Fields, fields), []);

    public Task<BrowsedPage> PostAsync(
        string path, IEnumerable<KeyValuePair<string, string>> fields, IEnumerable<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request, path);
    }

    /// <summary>Goes where the answer sends the browser.</summary>
    public Task<BrowsedPage> FollowAsync(BrowsedPage page) =>
        GetAsync(page.Location ?? throw new InvalidOperationException($"{page.Path} answers {page.Status} and leads nowhere: {page.Html}"));

    public void Dispose() => _http.Dispose();

    public static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> fields, params IEnumerable<(string Name, string Value)> others)
    {
        var merged = new Dictionary<string, string>(fields);
        foreach (var (name, value) in others)
        {
            merged[name] = value;
        }

        return merged;
    }

    private async Task<BrowsedPage> SendAsync(HttpRequestMessage request, string path)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new BrowsedPage(path, response.StatusCode, headers, await response.Content.ReadAsStringAsync());
        }
    }
}
