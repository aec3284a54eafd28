using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Http;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Testing;

/// <summary>
/// One module alone in a real web server, on a real metadata database. What other modules would answer
/// the test answers; what the module publishes is recorded.
/// </summary>
public sealed class ModuleHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TestFolder _folder;

    private ModuleHost(WebApplication application, TestFolder folder, HttpClient http) =>
        (_application, _folder, Http) = (application, folder, http);

    /// <summary>Speaks to the module's endpoints; its base address ends before <c>/v1</c>.</summary>
    public HttpClient Http { get; }

    /// <summary>The facts that were published, oldest first.</summary>
    public FactRecorder Facts => _application.Services.GetRequiredService<FactRecorder>();

    public ManualClock Clock => (ManualClock)_application.Services.GetRequiredService<TimeProvider>();

    public IServiceProvider Services => _application.Services;

    /// <summary>The folder of this host's data, gone with it.</summary>
    public string Folder => _folder.Path;

    public static async Task<ModuleHost> StartAsync(
        MetadataEngine engine,
        Action<IServiceCollection, IConfiguration> addModule,
        Action<ModuleHostOptions>? configure = null)
    {
        var options = new ModuleHostOptions();
        configure?.Invoke(options);
        var folder = new TestFolder();
        options.Settings.TryAdd("data_path", folder.Path);
        options.Settings.TryAdd("database_url", await engine.CreateDatabaseAsync(folder.Path));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging().AddRouting();
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Services.AddSingleton<TimeProvider>(new ManualClock());
        builder.Services.AddSingleton<FactRecorder>();
        builder.Services.AddScoped(typeof(INotificationHandler<>), typeof(FactRecordingHandler<>));
        builder.Services.AddAybInfrastructure(builder.Configuration);
        addModule(builder.Services, builder.Configuration);
        options.ApplyTo(builder.Services);

        var application = builder.Build();
        application.UseRouting();
        application.MapAyb("/v1");
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new ModuleHost(application, folder, new HttpClient { BaseAddress = new Uri(address) });
    }

    /// <summary>Sends a command or query as the module's own endpoints would.</summary>
    public async Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request)
    {
        await using var scope = _application.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Asks the module as another module would.</summary>
    public async Task<TAnswer?> AskAsync<TAnswer>(Question<TAnswer> question)
    {
        await using var scope = _application.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Ask(question, CancellationToken.None);
    }

    /// <summary>Publishes a fact inside a transaction, as another module's command would.</summary>
    public Task<Result<Nothing>> PublishAsync(IFact fact, bool thenFail = false) =>
        SendAsync(new PublishInTransaction(fact, thenFail));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _folder.Dispose();
    }
}
