using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>An app of somebody else's, on another port of this machine, that asks for a database.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly ReservedPort _port = new();
    private readonly HttpListener _listener = new();
    private readonly BlockingCollection<Uri> _visits = [];
    private readonly Task _serving;
    private readonly string _page;

    /// <param name="page">What it shows to everybody.</param>
    public App(string page = "<p>Back at the app.</p>")
    {
        _page = page;
        Origin = new Uri($"http://127.0.0.1:{_port.Number}");
        _listener.Prefixes.Add($"{Origin}");
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Origin { get; }

    public string RedirectUri => $"{Origin}callback";

    /// <summary>The secret of its request; RFC 7636.</summary>
    public string Verifier { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Where it sends somebody who is to let it in.</summary>
    public string AuthorizePath(string scope)
    {
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        return "/oauth/authorize?response_type=code&code_challenge_method=S256&state=here&app_name=Notes"
            + $"&scope={scope}&code_challenge={challenge}&redirect_uri={Uri.EscapeDataString(RedirectUri)}";
    }

    /// <summary>What the browser brings back to it.</summary>
    public System.Collections.Specialized.NameValueCollection TakeAnswer()
    {
        _visits.TryTake(out var visit, TimeSpan.FromMinutes(1)).Should().BeTrue("the browser comes back to the app");
        return HttpUtility.ParseQueryString(visit!.Query);
    }

    /// <summary>The body of its request for a token.</summary>
    public Dictionary<string, string> Exchange(string code) => new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = RedirectUri,
        ["code_verifier"] = Verifier,
    };

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
        _port.Dispose();
        _visits.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                if (context.Request.Url!.AbsolutePath == "/callback")
                {
                    _visits.Add(context.Request.Url);
                }

                context.Response.ContentType = "text/html";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(_page));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Stopped: that is how it ends.
        }
    }
}
