using System.Text.RegularExpressions;
using Ayb.EndToEnd.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Ayb.EndToEnd.Tests.JavaScript;

/// <summary>An app on another site gets at a user's database in a browser, as far as the user lets it.</summary>
public sealed class AuthorizingAnApp(AppWithUsers app) : IClassFixture<AppWithUsers>
{
    [Fact]
    public async Task One_that_may_read_queries_and_writes_nothing()
    {
        var user = await app.RegisterAsync("reader");
        var list = await ReadingList.ConnectAsync(app, user, onlyShow: true);
        await list.Page.GetByLabel("reader/books").CheckAsync();
        await list.DecideAsync("Authorize");

        await Expect(list.Titles).ToHaveTextAsync(["Middlemarch"]);
        await list.AddAsync("Emma");
        await Expect(list.Status).ToContainTextAsync("NoWriteAccessError: ");

        (await user.QueryAsync("books", "SELECT group_concat(title) FROM book"))[0].Should().Equal("Middlemarch");
        list.Page.Url.Should().Be(app.UrlOf("reading-list.html"));
        var token = await list.TokenAsync();
        token.Should().StartWith("ayb_");
        list.Requested.Should().NotBeEmpty().And.NotContain(address => address.Contains(token!));
    }

    [Fact]
    public async Task One_that_may_write_brings_its_tables_along_to_a_new_database()
    {
        var user = await app.RegisterAsync("writer");
        var list = await ReadingList.ConnectAsync(app, user);
        await list.Page.GetByLabel("A new database").CheckAsync();
        await list.Page.GetByLabel("Its name").FillAsync("wishes");
        await list.DecideAsync("Authorize");

        await Expect(list.Status).ToHaveTextAsync($"It is kept in {app.ServerUrl}/v1/writer/wishes.");
        await list.AddAsync("Persuasion");
        await Expect(list.Titles).ToHaveTextAsync(["Persuasion"]);
        await list.Page.ReloadAsync();
        await Expect(list.Titles).ToHaveTextAsync(["Persuasion"]);

        (await user.DatabasesAsync()).Should().Equal("books", "wishes");
    }

    [Fact]
    public async Task One_that_asks_to_write_may_be_let_to_read_alone()
    {
        var user = await app.RegisterAsync("careful");
        var list = await ReadingList.ConnectAsync(app, user);
        await list.Page.GetByLabel("careful/books").CheckAsync();
        await list.Page.GetByLabel("Only read").CheckAsync();
        await list.DecideAsync("Authorize");

        await Expect(list.Titles).ToHaveTextAsync(["Middlemarch"]);
        await list.AddAsync("Emma");
        await Expect(list.Status).ToContainTextAsync("NoWriteAccessError: ");
    }

    [Fact]
    public async Task One_that_is_denied_is_told_so()
    {
        var user = await app.RegisterAsync("shy");
        var tokens = await user.TokensAsync();
        var list = await ReadingList.ConnectAsync(app, user);
        await list.DecideAsync("Deny");

        await Expect(list.Status).ToHaveTextAsync("access_denied: Authorization failed: access_denied");
        await Expect(list.ConnectButton).ToBeVisibleAsync();
        list.Page.Url.Should().Be(app.UrlOf("reading-list.html"));
        (await list.TokenAsync()).Should().BeNull();
        (await user.TokensAsync()).Should().HaveCount(tokens.Length + 1, "the browser is logged in");
    }

    [Fact]
    public async Task One_whose_token_is_revoked_gets_401()
    {
        var user = await app.RegisterAsync("regretful");
        var list = await ReadingList.ConnectAsync(app, user);
        await list.Page.GetByLabel("regretful/books").CheckAsync();
        await list.DecideAsync("Authorize");
        await Expect(list.Titles).ToHaveTextAsync(["Middlemarch"]);

        var revoked = await app.Server.CallAsync(user, $"DELETE tokens/{(await list.TokenAsync())!.Split('_')[1]}");
        revoked.Should().Be("200 {}");
        await list.AddAsync("Emma");

        await Expect(list.Status).ToHaveTextAsync("InvalidToken: API token has been revoked");
        (await list.Page.EvaluateAsync<int>(
            """restoreOAuth(OPTIONS).then((db) => db.query("SELECT 1")).then(() => 200, (error) => error.status)""")).Should().Be(401);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_left_alone()
    {
        var list = await ReadingList.VisitAsync(app);
        var answer = $"{app.UrlOf("reading-list.html")}?code=of-somebody-else&state=guessed";
        await list.Page.GotoAsync(answer);

        await Expect(list.Status).ToHaveTextAsync("It is kept in a database of yours.");
        list.Page.Url.Should().Be(answer);
        list.Requested.Should().NotContain(address => address.StartsWith(app.ServerUrl, StringComparison.Ordinal));
        (await list.TokenAsync()).Should().BeNull();
    }

    [Fact]
    public async Task The_user_may_be_asked_for_the_server()
    {
        var list = await ReadingList.VisitAsync(app);
        await list.Page.EvaluateAsync("""createServerSelectionModal({ ...OPTIONS, serverUrls: ["https://ayb.invalid"] })""");
        var address = list.Page.GetByLabel("Its address");
        await Expect(address).ToBeHiddenAsync();

        await list.Page.GetByLabel("Server").SelectOptionAsync("Another server");
        await address.FillAsync(app.ServerUrl);
        await list.Press("Connect");

        await Expect(list.Page).ToHaveURLAsync(new Regex($"^{Regex.Escape(app.ServerUrl)}/log_in"));
        list.Requested.Should().Contain(requested => requested.StartsWith($"{app.ServerUrl}/oauth/authorize?", StringComparison.Ordinal));
    }
}
