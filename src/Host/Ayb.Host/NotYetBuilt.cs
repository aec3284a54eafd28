using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>
/// Settings of modules that this build does not have: they are checked like all others, and the operator is told
/// that nothing comes of them.
/// </summary>
internal sealed record NotYetBuilt(IReadOnlyList<string> Sections)
{
    public static void Read(IServiceCollection services, IConfiguration configuration)
    {
        var sections = new List<string>();
        if (configuration.ReadOptionalSettings<SnapshotsOptions>("snapshots") is not null)
        {
            sections.Add("[snapshots]");
        }

        services.AddSingleton(new NotYetBuilt(sections));
    }

    public void Report(ILogger logger)
    {
        foreach (var section in Sections)
        {
            Log.NotYetBuilt(logger, section);
        }
    }
}
