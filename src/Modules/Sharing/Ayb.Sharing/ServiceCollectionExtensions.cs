using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata;
using Ayb.Sharing.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Sharing;

public static class ServiceCollectionExtensions
{
    /// <summary>Who may do what with a database.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<MetadataCache<DatabaseId, PublicSharingLevel>>()
        .AddSingleton<MetadataCache<GrantKey, SharingLevel?>>()
        .AddScoped<PublicLevelStore>()
        .AddScoped<GrantStore>()
        .AddModule(typeof(ServiceCollectionExtensions).Assembly);
}
