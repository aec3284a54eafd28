using Ayb.Contracts;
using Ayb.Databases.Storage;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Databases;

public static class ServiceCollectionExtensions
{
    /// <summary>Which databases exist and who owns them.</summary>
    public static IServiceCollection AddDatabases(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<MetadataCache<DatabaseName, HostedDatabase>>()
        .AddScoped<DatabaseStore>()
        .AddScoped<NewDatabases>()
        .AddScoped<FilledDatabases>()
        .AddModule(typeof(ServiceCollectionExtensions).Assembly);
}
