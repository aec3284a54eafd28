using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Querying.Files;
using Ayb.Querying.Purging;
using Ayb.Querying.Sessions;
using Ayb.Querying.Versions;
using Ayb.Querying.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Querying;

public static class ServiceCollectionExtensions
{
    /// <summary>Runs SQL in one sandboxed process for each open database.</summary>
    public static IServiceCollection AddQuerying(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.ReadSettings<QueryingOptions>("querying"));
        services.AddSingleton(configuration.ReadSettings<LimitsOptions>("limits"));
        services.AddSingleton(configuration.ReadSettings<IsolationOptions>("isolation"));
        services.AddSingleton(configuration.ReadSettings<QueryRatesOptions>("rate_limits"));
        services.AddSingleton<QueryRates>();
        services.AddSingleton<RequestMemory>();
        services.AddSingleton<LimitTable>();
        services.AddSingleton<VersionFolders>();
        services.AddSingleton<DatabaseFolders>();
        services.AddSingleton<FileStamps>();
        services.AddSingleton<TransferFolders>();
        services.AddSingleton<LoneWorkers>();
        services.AddSingleton<DatabaseCopies>();
        services.AddSingleton<UnkeptStates>();
        services.AddSingleton<DatabaseFiles>();
        services.AddSingleton<LongWork>();
        services.AddSingleton<ContentLoader>();
        services.AddScoped<DatabaseCreation>();
        services.AddScoped<DatabaseReplacement>();
        services.AddSingleton<IsolationGate>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<WorkerLauncher>();
        services.AddSingleton<StuckReaders>();
        services.AddSingleton<WorkerPool>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<FolderPurger>();
        services.AddScoped<PurgedFolders>();
        services.AddSingleton<VersionFiles>();
        services.AddSingleton<VersionRoom>();
        services.AddSingleton<VersionShelf>();
        services.AddSingleton<VersionCache>();
        services.AddSingleton<PastQueries>();
        services.AddHostedService<RecoverAtStart>();
        services.AddHostedService<IsolationProbe>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkerPool>());
        services.AddHostedService<VersionTidier>();
        services.AddHostedService<KeepLeftovers>();
        return services.AddModule(typeof(ServiceCollectionExtensions).Assembly);
    }
}
