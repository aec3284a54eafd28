using Ayb.Databases;
using Ayb.Email;
using Ayb.Host;
using Ayb.Identity;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Metadata;
using Ayb.Querying;
using Ayb.Sharing;
using Ayb.Snapshots;
using Serilog.Events;

try
{
    PrivateFiles.FromNowOn();
    var given = ServerArguments.Parse(args);
    var settings = ConfigurationFile.Load(given.Config);
    var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
    var services = builder.Services;
    settings.Compose(
        configuration => services.AddAybInfrastructure(configuration),
        configuration => services.AddIdentity(configuration),
        configuration => services.AddDatabases(configuration),
        configuration => services.AddSharing(configuration),
        configuration => services.AddQuerying(configuration),
        configuration => services.AddSnapshots(configuration),
        configuration => services.AddEmail(configuration),
        configuration => services.AddCors(configuration));

    // A restore tells by itself how far it is.
    builder.AddConsoleLog(given.IsRestore ? LogEventLevel.Warning : LogEventLevel.Information);
    builder.AddKestrel();

    using var data = DataFolder.Lock(builder.Services);
    await using var server = builder.Build();
    if (given.IsRestore)
    {
        return await server.RestoreAsync(given.Metadata);
    }

    server.MapServer();
    await server.RunToEndAsync();
    return 0;
}
catch (Exception exception) when (exception is ConfigurationException or NewerSchemaException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Error: {exception.Message}");
    return 1;
}
