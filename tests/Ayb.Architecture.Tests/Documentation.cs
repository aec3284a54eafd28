using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Http;
using Ayb.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Architecture.Tests;

public sealed class Documentation
{
    [Fact]
    public async Task Every_route_is_described()
    {
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(MetadataEngine.Sqlite, folder);
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.OfType<CallerRequirement>().Any())
            .Select(route => (Method: route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0], Path: route.RoutePattern.RawText!))
            .Where(route => route.Method != "HEAD")
            .Select(route => $"`{route.Method} {route.Path}`")
            .ToList();
        routes.Should().NotBeEmpty();

        var description = Repository.Read("docs/http-api.md");

        routes.Where(route => !description.Contains(route, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Every_setting_stands_in_the_readme()
    {
        using var folder = new TestFolder();
        var services = new ServiceCollection();
        var settings = SettingsFile.Load(
            "none.toml",
            optional: true,
            new Dictionary<string, string>
            {
                ["AYB__DATA_PATH"] = folder.Path,
                ["AYB__EMAIL__FILE__PATH"] = Path.Combine(folder.Path, "emails.jsonl"),
            });
        settings.Compose(
        [
            configuration => services.AddAybInfrastructure(configuration),
            .. Module.All.Select<Module, Action<Microsoft.Extensions.Configuration.IConfiguration>>(
                module => configuration => module.Door.Invoke(null, [services, configuration])),
        ]);
        settings.AskedFor.Should().NotBeEmpty();

        var table = Repository.Lines("README.md").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        settings.AskedFor.Where(setting => !table.Exists(line => Names(line, setting))).Should().BeEmpty();
    }

    /// <summary>A row may name several settings of one section: <c>`email.smtp.from`, `reply_to`</c>.</summary>
    private static bool Names(string row, string setting)
    {
        var names = row.Split('|')[1].Split(',').Select(name => name.Trim().Trim('`')).ToList();
        var section = names[0].LastIndexOf('.') is var dot and >= 0 ? names[0][..(dot + 1)] : "";
        return names[0] == setting || names.Skip(1).Any(name => section + name == setting);
    }
}
