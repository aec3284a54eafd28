using System.Net;
using Ayb.Contracts;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

public sealed class VerifyingLinks : IAsyncDisposable
{
    private static readonly LinkLimits Patient = new() { Answer = TimeSpan.FromMinutes(5), Page = TimeSpan.FromMinutes(5) };

    private const string Page = $"https://{PageServer.Host}/";
    private const string LinkingBack = """<a rel="me" href="http://localhost:5433/alice">Me</a>""";

    private readonly PageServer _server = new();

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_page_that_links_back_is_verified_when_the_update_is_answered(MetadataEngine engine)
    {
        _server.Shows("/", LinkingBack).Shows("/other", """<a rel="me" href="http://localhost:5433/bob">Bob</a>""");
        await using var host = await StartAsync(engine);
        var alice = await host.SignUpAsync();
        host.Facts.Clear();

        await (await SetAsync(host, alice, Page, $"{Page}other", $"http://{PageServer.Host}/", $"https://{PageServer.Host}:444/", "https://10.0.0.1/"))
            .ShouldBeAsync(HttpStatusCode.OK, "{}");

        (await LinksAsync(host)).Should().Equal(
            (Page, true), ($"{Page}other", false), ($"http://{PageServer.Host}/", false), ($"https://{PageServer.Host}:444/", false), ("https://10.0.0.1/", false));
        _server.Connections.Should().Be(2);
        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_link_that_stays_is_looked_at_again(MetadataEngine engine)
    {
        _server.Shows("/", LinkingBack);
        await using var host = await StartAsync(engine);
        var alice = await host.SignUpAsync();
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();

        _server.Shows("/", "no more");
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();

        (await LinksAsync(host)).Should().Equal((Page, false));
    }

    [Fact]
    public async Task An_update_that_does_not_name_the_links_leaves_them_as_they_are()
    {
        _server.Shows("/", LinkingBack);
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        var alice = await host.SignUpAsync();
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();

        (await host.PatchAsync("alice", alice, """{"location":"London"}""")).Should().BeSuccessful();

        (await LinksAsync(host)).Should().Equal((Page, true));
        _server.Connections.Should().Be(1);
    }

    [Fact]
    public async Task A_slow_page_does_not_hold_the_answer_and_is_verified_later()
    {
        var page = new HeldPage(LinkingBack);
        _server.Does("/", page.AnswerAsync);
        var confirmed = new ConfirmationSignal();
        await using var host = await StartAsync(
            MetadataEngine.Sqlite,
            new LinkLimits { Answer = TimeSpan.FromMilliseconds(50), Page = TimeSpan.FromMinutes(1) },
            services => services.AddSingleton<IPipelineBehavior<ConfirmLink, Result<Nothing>>>(confirmed));
        var alice = await host.SignUpAsync();

        (await SetAsync(host, alice, Page)).Should().BeSuccessful();
        (await LinksAsync(host)).Should().Equal((Page, false));

        page.Release();
        await confirmed.Began.WaitAsync(TimeSpan.FromMinutes(1));
        await host.Services.GetRequiredService<LinkVerifier>().StopAsync(CancellationToken.None);
        (await LinksAsync(host)).Should().Equal((Page, true));
    }

    [Fact]
    public async Task A_page_that_never_comes_is_given_up()
    {
        _server.Does("/", new HeldPage(LinkingBack).AnswerAsync);
        await using var host = await StartAsync(MetadataEngine.Sqlite, new LinkLimits { Page = TimeSpan.FromMilliseconds(50), Answer = TimeSpan.FromMinutes(5) });
        var alice = await host.SignUpAsync();

        (await SetAsync(host, alice, Page)).Should().BeSuccessful();

        (await LinksAsync(host)).Should().Equal((Page, false));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_server_that_stops_leaves_a_link_unverified_and_the_next_update_has_it_looked_at(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var database = await engine.CreateDatabaseAsync(folder.Path);
        var page = new HeldPage(LinkingBack);
        _server.Does("/", page.AnswerAsync);
        var patient = new LinkLimits { Answer = TimeSpan.FromMilliseconds(1), Page = TimeSpan.FromMinutes(10) };
        string alice;
        await using (var stopped = await StartAsync(engine, patient, database: database))
        {
            alice = await stopped.SignUpAsync();
            (await SetAsync(stopped, alice, Page)).Should().BeSuccessful();
            await page.Asked.WaitAsync(TimeSpan.FromMinutes(1));
        }

        _server.Shows("/", LinkingBack);
        await using var host = await StartAsync(engine, database: database);
        (await LinksAsync(host)).Should().Equal((Page, false));
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();
        (await LinksAsync(host)).Should().Equal((Page, true));
    }

    [Fact]
    public async Task The_outcome_for_links_that_were_replaced_since_changes_nothing()
    {
        var page = new HeldPage(LinkingBack);
        _server.Does("/", page.AnswerAsync);
        var confirmed = new ConfirmationSignal();
        await using var host = await StartAsync(
            MetadataEngine.Sqlite,
            new LinkLimits { Answer = TimeSpan.FromMilliseconds(1), Page = TimeSpan.FromMinutes(10) },
            services => services.AddSingleton<IPipelineBehavior<ConfirmLink, Result<Nothing>>>(confirmed));
        var alice = await host.SignUpAsync();
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();
        await page.Asked.WaitAsync(TimeSpan.FromMinutes(1));

        _server.Does("/", new HeldPage("no more").AnswerAsync);
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();
        page.Release();
        await confirmed.Began.WaitAsync(TimeSpan.FromMinutes(1));
        await host.Services.GetRequiredService<LinkVerifier>().StopAsync(CancellationToken.None);

        (await LinksAsync(host)).Should().Equal((Page, false));
    }

    [Fact]
    public async Task Past_its_allowance_an_entity_has_nothing_looked_at()
    {
        _server.Shows("/", LinkingBack);
        await using var host = await StartAsync(MetadataEngine.Sqlite, Patient with { Burst = 2, Refill = TimeSpan.FromDays(1) });
        var alice = await host.SignUpAsync();

        (await SetAsync(host, alice, Page)).Should().BeSuccessful();
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();
        (await LinksAsync(host)).Should().Equal((Page, true));
        (await SetAsync(host, alice, Page)).Should().BeSuccessful();

        (await LinksAsync(host)).Should().Equal((Page, false));
        _server.Connections.Should().Be(2);
    }

    [Fact]
    public async Task Who_has_many_organizations_has_one_allowance()
    {
        _server.Shows("/", """<a rel="me" href="http://localhost:5433/acme-2">Acme</a>""");
        await using var host = await StartAsync(MetadataEngine.Sqlite, Patient with { Burst = 2, Refill = TimeSpan.FromDays(1) });
        var (alice, bob) = (await host.SignUpAsync(), await host.SignUpAsync("bob", "bob@example.org"));
        (await host.CreateOrganizationAsync(alice, "acme-1")).Should().BeSuccessful();
        (await host.CreateOrganizationAsync(alice, "acme-2")).Should().BeSuccessful();
        await host.AddMemberAsync(alice, "acme-2", "bob", bob, "owner");

        (await SetAsync(host, alice, Page)).Should().BeSuccessful();
        (await host.SetLinksAsync("acme-1", alice, Page)).Should().BeSuccessful();
        (await host.SetLinksAsync("acme-2", alice, Page)).Should().BeSuccessful();
        (await LinksAsync(host, "acme-2")).Should().Equal((Page, false));
        _server.Connections.Should().Be(2);

        (await host.SetLinksAsync("acme-2", bob, Page)).Should().BeSuccessful();
        (await LinksAsync(host, "acme-2")).Should().Equal((Page, true));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task<HttpResponseMessage> SetAsync(ModuleHost host, string token, params string[] urls) =>
        host.SetLinksAsync("alice", token, urls);

    private static async Task<IReadOnlyList<(string Url, bool Verified)>> LinksAsync(ModuleHost host, string entity = "alice") =>
    [
        .. (await host.ProfileAsync(entity)).GetProperty("links").EnumerateArray()
            .Select(link => (link.GetProperty("url").GetString()!, link.GetProperty("verified").GetBoolean())),
    ];

    private Task<ModuleHost> StartAsync(
        MetadataEngine engine, LinkLimits? limits = null, Action<IServiceCollection>? services = null, string? database = null) =>
        IdentityModule.StartAsync(engine, options =>
        {
            if (database is not null)
            {
                options.Settings["database_url"] = database;
            }

            options.Services(all =>
            {
                all.AddSingleton<INetwork>(new StagedNetwork(_server).Knows(PageServer.Host, StagedNetwork.PublicAddress));
                all.AddSingleton(new LinkTrust(PageServer.Certificate));
                all.AddSingleton(limits ?? Patient);
                services?.Invoke(all);
            });
        });
}
