using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ayb.Identity;

public static class ServiceCollectionExtensions
{
    /// <summary>Entities, the confirmation of their email addresses, their profiles, and API tokens.</summary>
    /// <exception cref="ConfigurationException">The section <c>[authentication]</c> cannot be used.</exception>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.ReadSettings<IdentityOptions>("authentication");

        services.AddSingleton(options);
        services.AddFernet(options);
        services.AddSingleton<ConfirmationTokens>();
        services.AddSingleton<TokenCache>();
        services.AddScoped<EntityStore>();
        services.AddScoped<ApiTokenStore>();
        services.AddScoped<ProfileStore>();
        services.AddLinkVerification();
        return services.AddModule(typeof(ServiceCollectionExtensions).Assembly);
    }

    private static void AddFernet(this IServiceCollection services, IdentityOptions options)
    {
        services.AddSingleton<FernetTokens>();
        if (options.FernetKey is { } text && FernetKey.TryParse(text, out var key))
        {
            services.AddSingleton(key);
            return;
        }

        services.AddSingleton<FernetKeyFile>();
        services.AddSingleton(provider => provider.GetRequiredService<FernetKeyFile>().ReadOrCreate());
        services.AddHostedService<LoadFernetKeyAtStart>();
    }

    private static void AddLinkVerification(this IServiceCollection services)
    {
        services.TryAddSingleton(new LinkLimits());
        services.TryAddSingleton(LinkTrust.System);
        services.TryAddSingleton<INetwork, SystemNetwork>();
        services.AddSingleton<ILinkReader, HtmlLinkReader>();
        services.AddSingleton<PageFetcher>();
        services.AddSingleton<LinkTurns>();
        services.AddSingleton<LinkVerifier>();
        services.AddHostedService(provider => provider.GetRequiredService<LinkVerifier>());
    }
}
