using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Sharing.Tests;

/// <summary>The module alone: the test says who is there and which databases come into being.</summary>
internal static class SharingHost
{
    public static Task<ModuleHost> StartAsync(MetadataEngine engine, Action<ModuleHostOptions>? configure = null) =>
        ModuleHost.StartAsync(engine, (services, configuration) => services.AddSharing(configuration), options =>
        {
            options.KnowCallers([.. Cast.Entities, Cast.AlicesApp]);
            options.Answer<WhichEntity>(question =>
            {
                if (Cast.Entities.FirstOrDefault(entity => entity.Slug == question.Slug) is { } known)
                {
                    question.Answer(known.AsEntity());
                }
            });
            options.Answer<WhichDatabase>(question =>
            {
                if (Cast.Entities.FirstOrDefault(entity => entity.Slug == question.Owner) is { } owner && question.Slug.Value != "nothing")
                {
                    question.Answer(owner.Database(question.Slug.Value));
                }
            });
            options.Answer<WhichDatabasesById>(question => question.Answer(
                [.. question.Ids.Where(id => id.Value != "gone").Select(id => OwnerOf(id).Database(id.Value["id-of-".Length..]))]));
            configure?.Invoke(options);
        });

    public static async Task<HostedDatabase> CreatedAsync(
        this ModuleHost host, string slug, PublicSharingLevel level, Principal? owner = null)
    {
        var database = (owner ?? Cast.Alice).Database(slug);
        (await host.PublishAsync(new DatabaseCreated(owner ?? Cast.Alice, database, level))).Succeeded.Should().BeTrue();
        return database;
    }

    public static Task<Result<Nothing>> ShareAsync(
        this ModuleHost host, HostedDatabase database, Principal with, SharingLevel level, Principal? by = null) =>
        host.SendAsync(new ShareDatabase(by ?? Cast.Alice, database.Owner, database.Slug, with.Slug, level));

    public static Task<Result<Nothing>> UpdateAsync(
        this ModuleHost host, HostedDatabase database, PublicSharingLevel level, Principal? by = null) =>
        host.SendAsync(new UpdateDatabase(by ?? Cast.Alice, database.Owner, database.Slug, level));

    public static async Task<DatabaseAccess> AccessAsync(this ModuleHost host, Principal? caller, HostedDatabase database) =>
        (await host.AskAsync(new MayAccess(caller, database)))!;

    /// <summary>Sends a request below <c>/v1</c>.</summary>
    public static Task<HttpResponseMessage> CallAsync(
        this ModuleHost host, string caller, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, $"/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        return host.Http.SendAsync(request);
    }

    public static async Task<(int Status, string? Type, string? Message)> ErrorAsync(this Task<HttpResponseMessage> call)
    {
        using var response = await call;
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)response.StatusCode, error.GetProperty("type").GetString(), error.GetProperty("message").GetString());
    }

    public static async Task AnotherServerRunsAsync(this ModuleHost host, string sql)
    {
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync(sql, transaction: writer.Transaction);
        await writer.CommitAsync();
    }

    private static Principal OwnerOf(DatabaseId id) => id == Cast.AcmesLedger.Id ? Cast.Acme : Cast.Alice;
}
