using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ayb.Identity;

public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Entities, the confirmation of their email addresses, their profiles, members of organizations, API tokens, and with
    /// <c>[web]</c> their pages and OAuth.
    /// </summary>
    /// <exception cref="ConfigurationException">A section of the module, such as <c>[authentication]</c> or <c>[web]</c>, cannot be used.</exception>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.ReadSettings<IdentityOptions>("authentication");
        services.AddSingleton(configuration.ReadSettings<RegistrationOptions>("registration"));
        services.AddSingleton(configuration.ReadSettings<IdentityRatesOptions>("rate_limits"));

        services.AddSingleton(options);
        services.AddFernet(options);
        services.AddSingleton<ConfirmationTokens>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<RegistrationPolicy>();
        services.AddSingleton<IdentityRates>();
        services.AddScoped<CommandRates>();
        services.AddScoped<EntityStore>();
        services.AddScoped<UsedConfirmationStore>();
        services.AddScoped<ApiTokenStore>();
        services.AddScoped<MembershipStore>();
        services.AddScoped<InvitationStore>();
        services.AddScoped<OrganizationFinder>();
        services.AddScoped<AuthorizationCodeStore>();
        services.AddScoped<CodeFinder>();
        services.AddScoped<TokenIssuer>();
        services.AddScoped<ProfileStore>();
        services.AddLinkVerification();

        var assembly = typeof(ServiceCollectionExtensions).Assembly;
        return services.AddModule(assembly).AddPages(configuration, assembly);
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
