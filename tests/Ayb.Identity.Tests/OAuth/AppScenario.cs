using System.Net;
using System.Web;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests.OAuth;

/// <summary>
/// Alice at her browser, who owns <c>books</c> and <c>archive</c>, which she may only read; Bob, who owns <c>diary</c>;
/// and an app that wants a database.
/// </summary>
internal sealed class AppScenario : IAsyncDisposable
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string Callback = "https://app.example.com/callback?from=ayb";

    private readonly List<HostedDatabase> _databases = [];

    private AppScenario()
    {
    }

    public ModuleHost Host { get; private set; } = null!;

    public FormBrowser Browser { get; private set; } = null!;

    public Principal Alice { get; private set; } = null!;

    public Principal Bob { get; private set; } = null!;

    /// <summary>The caller and name of every database that was asked for.</summary>
    public List<(Principal Caller, string Name)> Created { get; } = [];

    public static async Task<AppScenario> StartAsync(MetadataEngine engine, Action<ModuleHostOptions>? configure = null)
    {
        var scenario = new AppScenario();
        scenario.Host = await IdentityModule.StartAsync(engine, options =>
        {
            options.Settings["web:hosting_method"] = "Local";
            scenario.AnswerForDatabases(options);
            configure?.Invoke(options);
        });
        scenario.Bob = await scenario.Host.PrincipalOfAsync(await scenario.Host.SignUpAsync("bob", "bob@example.org"));
        scenario.Browser = await scenario.LogInAsync("alice");
        scenario.Alice = await scenario.Host.PrincipalOfAsync(scenario.SessionOf(scenario.Browser)!);
        scenario.Add(scenario.Alice, "books");
        scenario.Add(scenario.Alice, "archive");
        scenario.Add(scenario.Bob, "diary");
        scenario.Host.Facts.Clear();
        return scenario;
    }

    public void Add(Principal owner, string slug) => _databases.Add(new HostedDatabase(
        DatabaseId.New(Host.Clock), owner.Id, owner.Slug, DatabaseSlug.Parse(slug).Value, DatabaseType.Sqlite));

    public void Remove(string slug) => _databases.RemoveAll(database => database.Slug.Value == slug);

    public HostedDatabase Find(string name) => _databases.Single(database => database.Name == name);

    /// <summary>Registers, or logs in, by the pages.</summary>
    public async Task<FormBrowser> LogInAsync(string entity)
    {
        var browser = new FormBrowser(Host.Http.BaseAddress!);
        var mailed = await Host.AskForAsync(entity, $"{entity}@example.org");
        var confirmation = await browser.GetAsync($"/confirm/{Uri.EscapeDataString(mailed)}");
        (await browser.SubmitAsync(confirmation)).Status.Should().Be(HttpStatusCode.SeeOther);
        return browser;
    }

    public string? SessionOf(FormBrowser browser) => browser.Cookies.GetCookies(Host.Http.BaseAddress!)["ayb_session"]?.Value;

    /// <summary>The address that the app sends the browser to; a parameter that is <c>null</c> is left out.</summary>
    public static string Address(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["redirect_uri"] = Callback,
            ["scope"] = "read-write",
            ["state"] = "s&t=1",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
            ["app_name"] = "Notes",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return "/oauth/authorize?" + string.Join('&', parameters
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value!)}"));
    }

    /// <summary>Alice says yes to the app.</summary>
    public async Task<BrowsedPage> AuthorizeAsync(
        string database = "alice/books", string level = "read-write", string newDatabase = "", string scope = "read-write")
    {
        var consent = await Browser.GetAsync(Address(("scope", scope)));
        return await Browser.SubmitAsync(
            consent, ("database", database), ("new_database", newDatabase), ("permission_level", level), ("decision", "authorize"));
    }

    public async Task<string> CodeAsync(string database = "alice/books", string level = "read-write", string scope = "read-write")
    {
        var sent = await AuthorizeAsync(database, level, scope: scope);
        sent.Status.Should().Be(HttpStatusCode.Found, sent.Html);
        return HttpUtility.ParseQueryString(new Uri(sent.Location!).Query)["code"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Host.DisposeAsync();
    }

    private void AnswerForDatabases(ModuleHostOptions options) => options
        .Answer<WhichDatabasesOf>(question => question.Answer([.. _databases.Where(database => database.OwnerId == question.Owner)]))
        .Answer<WhichDatabasesById>(question => question.Answer([.. _databases.Where(database => question.Ids.Contains(database.Id))]))
        .Answer<WhichDatabase>(question =>
        {
            if (_databases.Find(database => database.Owner == question.Owner && database.Slug == question.Slug) is { } found)
            {
                question.Answer(found);
            }
        })
        .Answer<MayAccess>(question => question.Answer(DatabaseAccess.None with
        {
            Query = question.Database.Slug.Value == "archive" ? QueryAccess.ReadOnly : QueryAccess.ReadWrite,
        }))
        .Answer<NewDatabaseFor>(question =>
        {
            Created.Add((question.Caller, question.Path.ToString()));
            if (_databases.Exists(database => database.Name == question.Path.ToString()))
            {
                question.Answer(new AybError(ErrorKind.AlreadyExists, "Database already exists"));
                return;
            }

            Add(question.Caller, question.Path.Slug.Value);
            question.Answer(_databases[^1]);
        });
}
