using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ayb.Benchmarks.Load;
using Ayb.Testing;

namespace Ayb.Benchmarks.Servers;

/// <summary>The built server with one account.</summary>
internal sealed partial class AybServer : IAsyncDisposable
{
    private const string Entity = "bench";

    private static readonly KeyValuePair<string, string>[] Unlimited =
    [
        new("AYB__RATE_LIMITS__REQUESTS_PER_ADDRESS", "off"),
        new("AYB__RATE_LIMITS__QUERIES_PER_ADDRESS", "off"),
        new("AYB__RATE_LIMITS__QUERIES_PER_ACCOUNT", "off"),
    ];

    private readonly ServerProcessOptions _options;
    private ServerProcess _process;

    private AybServer(ServerProcessOptions options, ServerProcess process, string token) =>
        (_options, _process, Token) = (options, process, token);

    public string Token { get; }

    public KernelView Host => new(_process.Id);

    public HttpClient Http => _process.Http;

    public Call Hello => new(new Uri(Http.BaseAddress!, "/health"), answer => answer.Contains("ok", StringComparison.Ordinal));

    /// <param name="folder">Where it keeps everything.</param>
    /// <param name="settings">Variables of its environment.</param>
    public static async Task<AybServer> StartAsync(TestFolder folder, params KeyValuePair<string, string>[] settings)
    {
        var options = new ServerProcessOptions(folder.Path) { Environment = new Dictionary<string, string>([.. Unlimited, .. settings]) };
        var process = await ServerProcess.StartAsync(options);
        return new AybServer(options, process, await RegisterAsync(process));
    }

    /// <summary>Stops it, and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        _process = await ServerProcess.StartAsync(_options);
    }

    public Task CreateAsync(string database)
    {
        var create = Authorized($"{Entity}/{database}/create", answer => answer.Contains(database, StringComparison.Ordinal));
        return (create with { Body = "", Headers = [.. create.Headers, ("db-type", "sqlite")] }).SendAsync(Http);
    }

    /// <summary>A database that holds <see cref="Items"/>.</summary>
    public async Task CreateWithItemsAsync(string database, int rows, bool withIndex = false)
    {
        await CreateAsync(database);
        await Query(database, withIndex ? $"{Items.Create}; {Items.CreateIndex}; {Items.CreateEntries}" : $"{Items.Create}; {Items.CreateEntries}").SendAsync(Http);
        foreach (var statement in Items.Fill(rows))
        {
            await Query(database, statement).SendAsync(Http);
        }
    }

    public Call Query(string database, string sql, Predicate<string>? isRight = null) =>
        Authorized($"{Entity}/{database}/query", isRight ?? (answer => answer.StartsWith("{\"fields\":", StringComparison.Ordinal))) with { Body = sql };

    /// <summary>The same by a JSON request, whose SQL stays the same whatever the row.</summary>
    public Call SelectByParameter(string database, int id) => Query(
        database, $$"""{"sql":"SELECT id, name, email, points FROM item WHERE id = ?","params":[{{id}}]}""", answer => Items.IsRow(answer, id)).AsJson();

    public Call TakeSnapshot(string database) =>
        Authorized($"{Entity}/{database}/snapshots", answer => answer.Contains("snapshot_id", StringComparison.Ordinal)) with { Body = "" };

    public Call RestoreSnapshot(string database, string id) =>
        Authorized($"{Entity}/{database}/restore_snapshot", answer => answer == "{}") with { Body = id };

    /// <summary>Reads a whole database to its end.</summary>
    public async Task ExportAsync(HttpClient http, string database, string file)
    {
        using var response = await http.SendAsync(Authorized($"{Entity}/{database}/export", _ => true).ToRequest(), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var target = File.Create(file);
        await response.Content.CopyToAsync(target);
    }

    /// <summary>Sends a file, which becomes the database.</summary>
    public async Task ImportAsync(HttpClient http, string database, string file)
    {
        using var request = Authorized($"{Entity}/{database}/import", _ => true).ToRequest();
        request.Method = HttpMethod.Put;
        await using var source = File.OpenRead(file);
        request.Content = new StreamContent(source);
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw WrongAnswerException.To($"an import, status {(int)response.StatusCode}", await response.Content.ReadAsStringAsync());
        }
    }

    /// <summary>The account's page, with all of its databases.</summary>
    public Call List(int databases) =>
        Authorized($"entity/{Entity}", answer => answer.AsSpan().Count("\"slug\"") == databases + 1);

    public ItemServer WithItems(string database) => new("ayb")
    {
        SelectById = id => Query(database, Items.SelectById(id), answer => Items.IsRow(answer, id)),
        SelectHundred = Query(database, Items.SelectHundred, Items.IsFirstHundred),
        Insert = Query(database, Items.Insert),
        CountAsync = async () => long.Parse(
            JsonElement.Parse(await Query(database, Items.CountEntries).SendAsync(Http)).GetProperty("rows")[0][0].GetString()!,
            CultureInfo.InvariantCulture),
    };

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Call Authorized(string path, Predicate<string> isRight) =>
        new(new Uri(Http.BaseAddress!, $"/v1/{path}"), isRight) { Headers = [("authorization", $"Bearer {Token}")] };

    private static async Task<string> RegisterAsync(ServerProcess process)
    {
        var server = process.Http.BaseAddress!;
        await new Call(new Uri(server, "/v1/register"), _ => true)
        {
            Body = "",
            Headers = [("entity", Entity), ("email-address", "bench@example.com"), ("entity-type", "user")],
        }.SendAsync(process.Http);
        var mailed = MailedToken().Match(await File.ReadAllTextAsync(process.MailFile)).Groups[1].Value;
        var confirmed = await new Call(new Uri(server, "/v1/confirm"), _ => true) { Body = "", Headers = [("authentication-token", mailed)] }
            .SendAsync(process.Http);
        return JsonElement.Parse(confirmed).GetProperty("token").GetString()!;
    }

    [GeneratedRegex("confirm (gAAAA[^\"]*)")]
    private static partial Regex MailedToken();
}
