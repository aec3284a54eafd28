using Ayb.Contracts;
using Ayb.Databases.Storage;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Databases;

public static class ServiceCollectionExtensions
{
    /// <summary>Which databases exist and who owns them.</summary>
    /// <exception cref="ConfigurationException">The section <c>[databases]</c> cannot be used.</exception>
    public static IServiceCollection AddDatabases(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.ReadSettings<DatabasesOptions>("databases"))
        .AddSingleton<MetadataCache<DatabaseName, HostedDatabase>>()
        .AddSingleton<DueDatabases>()
        .AddScoped<DatabaseStore>()
        .AddScoped<DeletedDatabaseStore>()
        .AddScoped<TransferOfferStore>()
        .AddScoped<NewDatabases>()
        .AddScoped<FilledDatabases>()
        .AddScoped<MovingDatabases>()
        .AddHostedService<DatabasePurger>()
        .AddModule(typeof(ServiceCollectionExtensions).Assembly);
}
