using System.Globalization;
using Ayb.Contracts;
using Ayb.Email.Delivery;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Ayb.Testing.Smtp;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Email.Tests;

/// <summary>The module alone, and a look into its outbox.</summary>
internal static class MailHost
{
    public const string Recipient = "alice@example.org";

    /// <summary>With all that makes percent-encoding and JSON interesting.</summary>
    public const string Token = "gAAAAAB/+_-<&>'\"=";

    public static readonly ConfirmationRequested Request = new(EntitySlug.Parse("alice").Value, Recipient, Token);

    /// <summary>Sends what is due when <see cref="SendDueAsync"/> says so, and only then.</summary>
    public static Task<ModuleHost> StartAsync(MetadataEngine engine, params IEnumerable<Action<ModuleHostOptions>> configure) =>
        StartWithSenderAsync(engine, [.. configure, WithoutSender]);

    /// <summary>Sends what is due all by itself, as in production.</summary>
    public static Task<ModuleHost> StartWithSenderAsync(MetadataEngine engine, params IEnumerable<Action<ModuleHostOptions>> configure) =>
        ModuleHost.StartAsync(
            engine,
            (services, configuration) => services.AddEmail(configuration),
            options =>
            {
                options.Settings["public_url"] = "https://ayb.example.com";
                options.Services(services => services.AddSingleton(new DeliveryTimes { FirstAttempt = TimeSpan.FromMinutes(5) }));
                foreach (var change in configure)
                {
                    change(options);
                }
            });

    public static Action<ModuleHostOptions> ToFile(string path) => options => options.Settings["email:file:path"] = path;

    /// <summary>A server on this machine without TLS.</summary>
    public static Action<ModuleHostOptions> ToSmtp(int port) => options =>
    {
        options.Settings["email:smtp:from"] = "Server Sender <server@example.org>";
        options.Settings["email:smtp:reply_to"] = "Server Reply <replyto@example.org>";
        options.Settings["email:smtp:smtp_host"] = SmtpServer.Host;
        options.Settings["email:smtp:smtp_port"] = port.ToString(CultureInfo.InvariantCulture);
    };

    public static Action<ModuleHostOptions> On(string databaseUrl) => options => options.Settings["database_url"] = databaseUrl;

    /// <summary>Answers requests before a slow server has taken the mail.</summary>
    public static void Impatient(ModuleHostOptions options) =>
        options.Services(services => services.AddSingleton(new DeliveryTimes { FirstAttempt = TimeSpan.FromMilliseconds(50) }));

    public static async Task<long> CountOutboxAsync(this ModuleHost host)
    {
        await using var reader = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        return await reader.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM outbox");
    }

    /// <summary>Lets time pass, and sends what is due then.</summary>
    public static async Task PassAsync(this ModuleHost host, TimeSpan time)
    {
        host.Clock.Advance(time);
        await host.SendDueAsync();
    }

    public static Task SendDueAsync(this ModuleHost host) =>
        host.Services.GetRequiredService<DueMail>().SendAsync(CancellationToken.None);

    private static void WithoutSender(ModuleHostOptions options) => options.Services(services =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(OutboxSender))));
}
