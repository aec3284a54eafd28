using System.Reflection;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Http;
using Carter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ayb.Web;

public static class ServiceCollectionExtensions
{
    /// <summary>The pages of a module's assembly, and what belongs to them: nothing without <c>[web]</c>.</summary>
    /// <exception cref="ConfigurationException">The section <c>[web]</c> cannot be used.</exception>
    public static IServiceCollection AddPages(
        this IServiceCollection services, IConfiguration configuration, Assembly assembly)
    {
        if (configuration.ReadOptionalSettings<WebOptions>("web") is null)
        {
            return services;
        }

        services.TryAddScoped<PageCookies>();
        services.TryAddScoped<NextPage>();
        services.TryAddScoped<Visits>();
        services.TryAddScoped<AssetsEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Scoped<CarterModule, AssetsEndpoint>());
        return services.Scan(scan => scan.FromAssemblies(assembly)
            .AddClasses(classes => classes.AssignableTo<IWebEndpoint>(), publicOnly: false)
            .As<CarterModule>()
            .AsSelf()
            .WithScopedLifetime());
    }
}
