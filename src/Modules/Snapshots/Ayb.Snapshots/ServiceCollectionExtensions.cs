using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Requests;
using Ayb.Snapshots.Automation;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Storage.Folder;
using Ayb.Snapshots.Storage.S3;
using Ayb.Snapshots.Taking;
using Ayb.Snapshots.Zstd;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ayb.Snapshots;

public static class ServiceCollectionExtensions
{
    /// <summary>Copies of databases, kept elsewhere; without <c>[snapshots]</c> there is nowhere to keep them.</summary>
    /// <exception cref="ConfigurationException">The settings are wrong, or zstd is not installed.</exception>
    public static IServiceCollection AddSnapshots(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.ReadOptionalSettings<SnapshotsOptions>("snapshots") is { } options)
        {
            ZstdLibrary.Require();
            AddStorage(services, options);
            AddAutomation(services, options.Automation);
        }

        services.TryAddSingleton<ISnapshotStorage, NoStorage>();
        services.TryAddSingleton<SnapshotsOptions>();
        services.AddMetrics();
        services.AddSingleton<SnapshotMeter>();
        services.AddSingleton<KeyedLock<DatabaseId>>();
        services.AddSingleton<IdClaims>();
        services.AddSingleton<MetadataTurn>();
        services.AddSingleton<TidyTurn>();
        services.AddSingleton<MetadataShelf>();
        services.AddSingleton<ForeignObjects>();
        services.AddScoped<LineageStore>();
        services.AddSingleton<DiskRoom>();
        services.AddSingleton<Adoption>();
        services.AddScoped<MissingObjects>();
        services.AddSingleton<MetadataChoice>();
        services.AddScoped<MetadataRestore>();
        services.AddScoped<DatabasesRestore>();
        services.AddScoped<DatabaseRestore>();
        services.AddSingleton<RestoreMark>();
        services.AddHostedService<UnfinishedRestore>();
        services.AddScoped<SnapshotCatalog>();
        services.AddScoped<KeptObjects>();
        services.AddScoped<SnapshotContents>();
        services.AddScoped<SeenStates>();
        services.AddScoped<PurgedDatabases>();
        services.AddScoped<SnapshotTaker>();
        services.AddScoped<ManagedDatabases>();
        services.AddScoped<SafeKeeping>();
        services.AddScoped<Replacement>();
        return services.AddModule(typeof(ServiceCollectionExtensions).Assembly);
    }

    private static void AddStorage(IServiceCollection services, SnapshotsOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(new S3Limits());
        services.AddSingleton<ISnapshotStorage>(provider => options.File is null
            ? ActivatorUtilities.CreateInstance<S3Storage>(provider, S3Connection.Open(options, provider.GetRequiredService<S3Limits>()))
            : ActivatorUtilities.CreateInstance<FolderStorage>(provider));
        services.AddHostedService<StorageTidier>();
    }

    private static void AddAutomation(IServiceCollection services, SnapshotsAutomationOptions? options)
    {
        if (options is not null)
        {
            services.AddSingleton(options);
            services.AddSingleton<AutomationTurn>();
            services.AddHostedService<AutomaticSnapshots>();
        }
    }
}
