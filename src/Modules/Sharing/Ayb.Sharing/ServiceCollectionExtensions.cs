using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Metadata;
using Ayb.Sharing.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Sharing;

public static class ServiceCollectionExtensions
{
    /// <summary>Who may do what with a database, and who said so.</summary>
    /// <exception cref="ConfigurationException">The section <c>[audit]</c> cannot be used.</exception>
    public static IServiceCollection AddSharing(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<MetadataCache<DatabaseId, PublicSharingLevel>>()
        .AddSingleton<MetadataCache<GrantKey, SharingLevel?>>()
        .AddScoped<PublicLevelStore>()
        .AddScoped<GrantStore>()
        .AddSingleton(configuration.ReadSettings<AuditOptions>("audit"))
        .AddScoped<AuditStore>()
        .AddHostedService<AuditPruner>()
        .AddModule(typeof(ServiceCollectionExtensions).Assembly);
}
