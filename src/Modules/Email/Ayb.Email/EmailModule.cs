using Ayb.Email.Delivery;
using Ayb.Email.Files;
using Ayb.Email.Smtp;
using Ayb.Email.Storage;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ayb.Email;

/// <summary>Sends what other modules ask for: mails are recorded in their transaction and go out after the commit.</summary>
public static class EmailModule
{
    /// <exception cref="ConfigurationException">There is no way to send mail, or its settings are wrong.</exception>
    public static IServiceCollection AddEmail(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.ReadSettings<EmailOptions>("email");
        if (options.Smtp is { } smtp)
        {
            services.TryAddSingleton(SmtpEndpoint.Of(smtp));
            services.TryAddSingleton(SmtpTrust.System);
            services.TryAddSingleton(new SmtpLimits());
            services.AddSingleton<IMailTransport>(provider => ActivatorUtilities.CreateInstance<SmtpTransport>(provider, smtp));
        }

        if (options.File is { } file)
        {
            services.AddSingleton<IMailTransport>(provider =>
            {
                var (from, replyTo) = Sender(options, provider.GetRequiredService<ServerOptions>());
                return new FileTransport(file.Path, from, replyTo);
            });
        }

        services.TryAddSingleton(new DeliveryTimes());
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OwnScope>();
        services.AddSingleton<Courier>();
        services.AddSingleton<DueMail>();
        services.AddScoped<OutboxStore>();
        services.AddHostedService<OutboxSender>();
        return services.AddModule(typeof(EmailModule).Assembly);
    }

    /// <summary>The file alone needs nobody's leave to send, so it has no setting for who does.</summary>
    private static (string From, string ReplyTo) Sender(EmailOptions options, ServerOptions server)
    {
        var own = $"ayb <noreply@{new Uri(server.PublicUrl).IdnHost}>";
        return (options.Smtp?.From ?? own, options.Smtp?.ReplyTo ?? own);
    }
}
