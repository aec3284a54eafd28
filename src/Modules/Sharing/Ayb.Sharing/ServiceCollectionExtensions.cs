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
        .AddScoped<PublicLevelStore>()
        .AddModule(typeof(ServiceCollectionExtensions).Assembly);
}
