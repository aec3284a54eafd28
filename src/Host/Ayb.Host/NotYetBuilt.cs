using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>
/// Settings of modules that this build does not have: they are checked like all others, and the operator is told
/// that nothing comes of them.
/// </summary>
internal static class NotYetBuilt
{
    public static IServiceCollection AddNotYetBuilt(this IServiceCollection services, IConfiguration configuration)
    {
        var sections = new List<string>();
        if (configuration.ReadOptionalSettings<WebOptions>("web") is not null)
        {
            sections.Add("[web]");
        }

        if (configuration.ReadOptionalSettings<SnapshotsOptions>("snapshots") is not null)
        {
            sections.Add("[snapshots]");
        }

        return services.AddSingleton<IHostedService>(provider => new Warning(sections, provider.GetRequiredService<ILoggerFactory>()));
    }

    private sealed class Warning(List<string> sections, ILoggerFactory loggers) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            foreach (var section in sections)
            {
                Log.NotYetBuilt(loggers.CreateLogger("Ayb.Host"), section);
            }

            return Task.CompletedTask;
        }
    }
}
