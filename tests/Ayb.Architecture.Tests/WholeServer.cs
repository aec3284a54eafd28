using Ayb.Testing;

namespace Ayb.Architecture.Tests;

/// <summary>All modules in one host, each with the least that it must be told.</summary>
internal static class WholeServer
{
    public static Task<ModuleHost> StartAsync(MetadataEngine engine, TestFolder folder, string? databaseUrl = null) => ModuleHost.StartAsync(
        engine,
        (services, configuration) =>
        {
            foreach (var module in Module.All)
            {
                module.Door.Invoke(null, [services, configuration]);
            }
        },
        options =>
        {
            if (databaseUrl is not null)
            {
                options.Settings["database_url"] = databaseUrl;
            }

            options.Settings["authentication:fernet_key"] = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
            options.Settings["email:file:path"] = Path.Combine(folder.Path, "emails.jsonl");
            options.Settings["web:hosting_method"] = "Local";
        });
}
