using System.Text.Json;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

/// <summary>The module through its door, in the words of the scenarios.</summary>
internal static class IdentityModule
{
    public const string Address = "alice@example.org";

    public static Task<ModuleHost> StartAsync(MetadataEngine engine, Action<ModuleHostOptions>? configure = null) =>
        ModuleHost.StartAsync(engine, (services, configuration) => services.AddIdentity(configuration), configure);

    public static Task<HttpResponseMessage> RegisterAsync(
        this ModuleHost host, string entity = "alice", string emailAddress = Address, string type = "user") =>
        host.CallAsync(
            HttpMethod.Post, "register", ("entity", entity), ("email-address", emailAddress), ("entity-type", type));

    public static Task<HttpResponseMessage> ConfirmAsync(this ModuleHost host, string token) =>
        host.CallAsync(HttpMethod.Post, "confirm", ("authentication-token", token));

    public static Task<HttpResponseMessage> LogInAsync(this ModuleHost host, string entity) =>
        host.CallAsync(HttpMethod.Post, "log_in", ("entity", entity));

    public static (string, string) Bearer(string token) => ("Authorization", $"Bearer {token}");

    public static Task<HttpResponseMessage> CallAsync(
        this ModuleHost host, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, $"/v1/{path}");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        return host.Http.SendAsync(request);
    }

    /// <summary>The token in the last email.</summary>
    public static string MailedToken(this ModuleHost host) => host.Facts.All.OfType<ConfirmationRequested>().Last().Token;

    /// <summary>Registers, and gives the token that goes out by email.</summary>
    public static async Task<string> AskForAsync(this ModuleHost host, string entity, string emailAddress = Address)
    {
        (await host.RegisterAsync(entity, emailAddress)).Should().BeSuccessful();
        return host.MailedToken();
    }

    /// <summary>Registers, confirms, and gives the API token.</summary>
    public static async Task<string> SignUpAsync(this ModuleHost host, string entity = "alice", string emailAddress = Address)
    {
        var mailed = await host.AskForAsync(entity, emailAddress);
        return (await host.SendAsync(new Confirm(mailed))).Value.Token;
    }

    /// <summary>Logs in, confirms, and gives another API token.</summary>
    public static async Task<string> LogInAgainAsync(this ModuleHost host, string entity = "alice")
    {
        (await host.LogInAsync(entity)).Should().BeSuccessful();
        return (await host.SendAsync(new Confirm(host.MailedToken()))).Value.Token;
    }

    public static string ShortOf(string apiToken) => apiToken.Split('_')[1];

    public static async Task<Principal> PrincipalOfAsync(this ModuleHost host, string apiToken) =>
        (await host.AskAsync(new WhoBears(apiToken)))!.Value.Value;

    /// <summary>What is published when a user logs in.</summary>
    public static TokenCreated LoggedIn(Principal bearer, string apiToken) => new(
        new Entity(bearer.Id, bearer.Slug, EntityType.User), ShortOf(apiToken), TokenOrigin.LogIn, Scope: null, Name: null);

    /// <summary>Narrows an API token to a single database, one that is no more.</summary>
    public static Task NarrowAsync(this ModuleHost host, string apiToken) => host.ChangeMetadataAsync(
        "UPDATE api_tokens SET database_id = 'some-database', permission_level = 'read-only' WHERE short_token = @ShortToken",
        new { ShortToken = ShortOf(apiToken) });

    /// <summary>Asks for another API token; each header as <c>name: value</c>.</summary>
    public static Task<HttpResponseMessage> CreateAsync(this ModuleHost host, string apiToken, params string[] headers) =>
        host.CallAsync(
            HttpMethod.Post, "tokens", [Bearer(apiToken), .. headers.Select(header => header.Split(": ")).Select(pair => (pair[0], pair[1]))]);

    public static async Task<string> TokenOf(HttpResponseMessage created) =>
        JsonElement.Parse(await created.Content.ReadAsStringAsync()).GetProperty("token").GetString()!;

    /// <summary>Runs statements in one transaction, behind the module's back.</summary>
    public static async Task RunMetadataAsync(this ModuleHost host, params string[] statements)
    {
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        foreach (var statement in statements)
        {
            await writer.Connection.ExecuteAsync(statement, transaction: writer.Transaction);
        }

        await writer.CommitAsync();
    }

    /// <summary>Changes the metadata behind the module's back, as another server would.</summary>
    public static async Task ChangeMetadataAsync(this ModuleHost host, string sql, object parameters)
    {
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        (await writer.Connection.ExecuteAsync(sql, parameters, writer.Transaction)).Should().Be(1);
        await writer.CommitAsync();
    }
}
