using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Snapshots.Automation;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Storage.Folder;
using Ayb.Snapshots.Zstd;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>The module alone, which keeps snapshots in a folder; runs of the automation, tidying up and keeping metadata are the test's affair.</summary>
internal sealed class SnapshotsHost : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TestFolder _objects = new();

    public ModuleHost Host { get; private set; } = null!;

    public StubDatabases Databases { get; } = new();

    public LogLines Log { get; } = new();

    public FragileStorage Storage => (FragileStorage)Host.Services.GetRequiredService<ISnapshotStorage>();

    public static async Task<SnapshotsHost> StartAsync(MetadataEngine engine, int maxSnapshots = 2, string interval = "8760h", int maxManual = 100)
    {
        var host = new SnapshotsHost();
        host.Host = await ModuleHost.StartAsync(engine, (services, configuration) => services.AddSnapshots(configuration), options =>
        {
            options.Settings["snapshots:file:path"] = host._objects.Path;
            options.Settings["snapshots:automation:interval"] = interval;
            options.Settings["snapshots:automation:max_snapshots"] = $"{maxSnapshots}";
            options.Settings["snapshots:max_manual"] = $"{maxManual}";
            options.Services(services => WithoutTidier(services).AddSingleton<ISnapshotStorage>(
                provider => new FragileStorage(ActivatorUtilities.CreateInstance<FolderStorage>(provider))));
            host.StandInForOthers(options);
        });
        host.Databases.Clock = host.Host.Clock;
        return host;
    }

    /// <summary>A server that keeps its snapshots where others may keep theirs too.</summary>
    public static async Task<SnapshotsHost> StartInAsync(MetadataEngine engine, StoragePlace place, string? dataPath = null)
    {
        var host = new SnapshotsHost();
        host.Host = await ModuleHost.StartAsync(engine, (services, configuration) => services.AddSnapshots(configuration), options =>
        {
            options.Settings["snapshots:file:path"] = host._objects.Path;
            if (dataPath is not null)
            {
                options.Settings["data_path"] = dataPath;
            }

            options.Services(services => WithoutTidier(services).AddSingleton<ISnapshotStorage>(new FragileStorage(place.Storage)));
            host.StandInForOthers(options);
        });
        return host;
    }

    /// <summary>A server without <c>[snapshots]</c>.</summary>
    public static async Task<SnapshotsHost> StartWithoutAsync()
    {
        var host = new SnapshotsHost();
        host.Host = await ModuleHost.StartAsync(
            MetadataEngine.Sqlite, (services, configuration) => services.AddSnapshots(configuration), host.StandInForOthers);
        return host;
    }

    /// <summary>The files of the storage, relative to its root; without those of the metadata, which come as they like.</summary>
    public string[] Objects =>
    [
        .. Directory.GetFiles(_objects.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_objects.Path, file))
            .Where(key => !key.StartsWith("~metadata/", StringComparison.Ordinal))
            .Order(),
    ];

    /// <summary>Stores a text as another server would: compressed, and nothing beside it.</summary>
    public async Task PutAsync(string key, string content)
    {
        using var plain = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await using var compressed = new CompressingStream(plain);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(key))!);
        await using var file = File.Create(PathOf(key));
        await compressed.CopyToAsync(file);
    }

    /// <summary>Stores a snapshot of a database, as somebody else would who knows how, and says of it what they like.</summary>
    public async Task PutAsync(string key, string content, long bytes)
    {
        using var plain = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await using var compressed = new CompressingStream(plain);
        var metadata = new Dictionary<string, string>
        {
            ["database-id"] = StubDatabases.Named(key.Split('/')[1]).Id.Value,
            ["kind"] = "manual",
            ["taken-at"] = "2026-03-01T11:00:00.000Z",
            ["bytes"] = $"{bytes}",
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        };
        (await Storage.UploadAsync(key, compressed, metadata, CancellationToken.None)).Error.Should().BeNull();
    }

    public string PathOf(string key) => Path.Combine(_objects.Path, key);

    /// <summary>Sends a request below <c>/v1</c>; what comes back is compared as a whole.</summary>
    /// <returns><c>200 {}</c>.</returns>
    public async Task<string> CallAsync(
        string caller, string request, string? body = null, CancellationToken cancellationToken = default, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(caller, request, body, cancellationToken, headers);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
    }

    public async Task<HttpResponseMessage> SendAsync(
        string caller, string request, string? body = null, CancellationToken cancellationToken = default, params (string Name, string Value)[] headers)
    {
        var (method, path) = request.Split(' ') is [var m, var p] ? (m, p) : throw new ArgumentException(request);
        var message = new HttpRequestMessage(new HttpMethod(method), $"/v1/{path}") { Content = body is null ? null : new StringContent(body) };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        return await Host.Http.SendAsync(message, cancellationToken).WaitAsync(Deadline, cancellationToken);
    }

    /// <summary>Takes one by hand, and a second later.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> TakeAsync(string database = "books", params (string Name, string Value)[] headers)
    {
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        using var response = await SendAsync("alice", $"POST alice/{database}/snapshots", headers: headers);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        ((int)response.StatusCode).Should().Be(201, json.ToString());
        return json.GetProperty("snapshot_id").GetString()!;
    }

    /// <summary>Writes, and lets the automation run.</summary>
    public async Task<RunReport> WriteAndRunAsync(string content, string database = "books")
    {
        Databases[database] = content;
        return await RunAsync();
    }

    public async Task<RunReport> RunAsync()
    {
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await Host.SendAsync(new TakeDueSnapshots(TimeSpan.Zero)).WaitAsync(Deadline)).Value;
    }

    /// <summary>What is listed, newest first: <c>manual 3</c> of a text of three letters.</summary>
    public async Task<IReadOnlyList<SnapshotDetails>> ListAsync(string database = "books") =>
        (await Host.SendAsync(new ShowSnapshots(
            StubDatabases.Caller("alice"), EntitySlug.Parse("alice").Value, DatabaseSlug.Parse(database).Value))).Value.Snapshots;

    public Task<string> RestoreAsync(string id, string database = "books", string caller = "bob")
    {
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        return CallAsync(caller, $"POST alice/{database}/restore_snapshot", id);
    }

    /// <summary>Every row has its object, and every object its row.</summary>
    public async Task ShouldAgreeAsync(params string[] databases)
    {
        var rows = new List<string>();
        foreach (var database in databases)
        {
            rows.AddRange((await ListAsync(database)).Select(snapshot => $"alice/{database}/{snapshot.SnapshotId}"));
        }

        Objects.Should().BeEquivalentTo(rows);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _objects.Dispose();
    }

    private void StandInForOthers(ModuleHostOptions options)
    {
        options.KnowCallers(StubDatabases.Caller("alice"), StubDatabases.Caller("bob"), StubDatabases.Caller("carol"));
        options.Services(services => services
            .AddSingleton<INotificationHandler<WhichDatabase>>(Databases)
            .AddSingleton<INotificationHandler<WhichDatabasesExist>>(Databases)
            .AddSingleton<INotificationHandler<WhichDatabasesById>>(Databases)
            .AddSingleton<INotificationHandler<WhichDatabasesAreDeleted>>(Databases)
            .AddSingleton<INotificationHandler<MayAccess>>(Databases)
            .AddSingleton<INotificationHandler<WhenWritten>>(Databases)
            .AddSingleton<INotificationHandler<WhatIsIn>>(Databases)
            .AddSingleton<INotificationHandler<PutInPlace>>(Databases)
            .AddSingleton<INotificationHandler<StageFile>>(Databases)
            .AddSingleton<INotificationHandler<HasFiles>>(Databases)
            .AddSingleton<INotificationHandler<MayStill>>(Databases)
            .AddSingleton(typeof(ILogger<>), typeof(RecordingLogger<>))
            .AddSingleton(Log));
    }

    private static IServiceCollection WithoutTidier(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(StorageTidier)));
        return services;
    }
}
