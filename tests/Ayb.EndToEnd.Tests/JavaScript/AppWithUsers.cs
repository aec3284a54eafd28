using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Playwright;

namespace Ayb.EndToEnd.Tests.JavaScript;

/// <summary>A server with pages, an app on a site of its own, and a browser.</summary>
public sealed class AppWithUsers : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ReservedPort _port = new();
    private readonly Chromium _chromium = new();
    private ServerProcess? _server;
    private AppSite? _site;

    internal ServerProcess Server => _server!;

    internal string ServerUrl => Server.Http.BaseAddress!.ToString().TrimEnd('/');

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(new ServerProcessOptions(_folder.Path)
        {
            Environment = new Dictionary<string, string>
            {
                ["AYB__PORT"] = $"{_port.Number}",
                ["AYB__PUBLIC_URL"] = $"http://127.0.0.1:{_port.Number}",
                ["AYB__WEB__HOSTING_METHOD"] = "Local",
            },
        });
        await _chromium.InitializeAsync();
        _site = await AppSite.StartAsync(ServerUrl, await PublishAsync());
    }

    /// <summary>Somebody with a database <c>books</c>.</summary>
    internal async Task<Account> RegisterAsync(string entity)
    {
        var user = await Account.RegisterAsync(Server, entity);
        await user.CreateAsync("books");
        await user.QueryAsync("books", "CREATE TABLE book (title TEXT NOT NULL); INSERT INTO book VALUES ('Middlemarch')");
        return user;
    }

    /// <summary>A new visitor at an example.</summary>
    internal async Task<IPage> VisitAsync(string example)
    {
        var page = await (await _chromium.OpenAsync()).NewPageAsync();
        await page.GotoAsync(UrlOf(example));
        return page;
    }

    internal string UrlOf(string example) => new Uri(_site!.Url, $"/examples/{example}").ToString();

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await (_site?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Server.DisposeAsync();
    }

    public void Dispose()
    {
        _port.Dispose();
        _folder.Dispose();
    }

    /// <summary>Has a public database, and a token that a page may show to everybody.</summary>
    private async Task<string> PublishAsync()
    {
        var ada = await Account.RegisterAsync(Server, "ada");
        await ada.CreateAsync("books", "read-only");
        await ada.QueryAsync(
            "books",
            "CREATE TABLE book (title, author, year); INSERT INTO book VALUES ('Emma', 'Jane Austen', 1815), ('Middlemarch', 'George Eliot', 1871)");
        var made = await Server.CallAsync(ada, "POST tokens", body: null, "database: ada/books", "permission-level: read-only");
        made.Should().StartWith("201 ");
        return JsonElement.Parse(made[4..]).GetProperty("token").GetString()!;
    }
}
