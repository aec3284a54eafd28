using System.Reflection;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Http;
using Ayb.Infrastructure.Metadata;
using Ayb.Infrastructure.Metadata.Export;
using Ayb.Infrastructure.RateLimits;
using Ayb.Infrastructure.Requests;
using Carter;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ayb.Infrastructure;

public static class ServiceCollectionExtensions
{
    /// <summary>What every module needs, whichever modules follow: mediator, metadata database, endpoints, clock.</summary>
    public static IServiceCollection AddAybInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.ReadSettings<ServerOptions>("");

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(settings);
        services.TryAddSingleton(_ => MetadataUrl.Open(settings.DatabaseUrl));
        services.TryAddSingleton<MetadataMigrator>();
        services.TryAddSingleton<MetadataExport>();
        services.TryAddSingleton<MetadataImport>();
        services.AddSingleton<IHostedService, MigrateAtStart>();
        services.TryAddScoped<MetadataSession>();
        services.TryAddSingleton(configuration.ReadSettings<RequestRatesOptions>("rate_limits"));
        services.TryAddSingleton<RequestRates>();
        services.TryAddSingleton<ClientAddresses>();

        services.TryAddScoped<IMediator, Mediator>();
        services.TryAddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ChangeRateBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(StillAllowedBehavior<,>));
        services.AddScoped<IRequestHandler<StillAllowed, Result<Nothing>>, StillAllowedHandler>();
        services.AddCarter(assemblyCatalog: new NoScannedAssemblies());
        return services;
    }

    /// <summary>
    /// What a module's assembly holds: handlers, validators, migrations, and the endpoints that every server has.
    /// </summary>
    public static IServiceCollection AddModule(this IServiceCollection services, Assembly assembly)
    {
        services.AddSingleton(new ModuleMigrations(assembly.GetName().Name!.Replace("Ayb.", "", StringComparison.Ordinal), assembly));
        return services.Scan(scan => scan.FromAssemblies(assembly)
            .AddClasses(classes => classes.AssignableToAny(typeof(IRequestHandler<,>), typeof(INotificationHandler<>)), publicOnly: false)
            .AsImplementedInterfaces()
            .WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)), publicOnly: false)
            .AsImplementedInterfaces()
            .WithSingletonLifetime()
            .AddClasses(classes => classes.AssignableTo<CarterModule>().Where(type => !type.IsAssignableTo(typeof(IWebEndpoint))), publicOnly: false)
            .As<CarterModule>()
            .AsSelf()
            .WithScopedLifetime());
    }
}
