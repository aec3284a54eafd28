using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>The built server with pages.</summary>
internal static class PageServer
{
    public static async Task<ServerProcess> StartAsync(MetadataEngine engine, string folder) =>
        await ServerProcess.StartAsync(new ServerProcessOptions(folder)
        {
            Environment = new Dictionary<string, string>
            {
                ["AYB__DATABASE_URL"] = await engine.CreateDatabaseAsync(folder),
                ["AYB__WEB__HOSTING_METHOD"] = "Local",
            },
        });

    /// <summary>Where the link in the last mail to an entity leads, on this server.</summary>
    public static string MailedLink(ServerProcess server, string entity) =>
        $"/confirm/{Uri.EscapeDataString(Account.MailedToken(server, entity))}";
}
