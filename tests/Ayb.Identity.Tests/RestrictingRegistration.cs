using System.Net;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

public class RestrictingRegistration
{
    private const string Closed = "This server takes no registrations.*";
    private const string OtherDomain = "This server takes registrations with addresses of these domains only: example.org, Bücher.example.";

    [Fact]
    public async Task A_closed_server_takes_nobody()
    {
        await using var host = await StartAsync("registration:open", "false");

        await (await host.RegisterAsync()).ShouldFailAsync(HttpStatusCode.Forbidden, "RegistrationError", Closed);

        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_was_pending_when_the_server_closed_is_not_confirmed_and_who_is_in_logs_in(MetadataEngine engine)
    {
        var options = new RegistrationOptions();
        await using var host = await IdentityModule.StartAsync(engine, SwitchedTo(() => options));
        await host.SignUpAsync("alice");
        var pending = await host.AskForAsync("bob", "bob@example.org");
        host.Facts.Clear();

        options = new RegistrationOptions { Open = false };

        await (await host.ConfirmAsync(pending)).ShouldFailAsync(HttpStatusCode.Forbidden, "RegistrationError", Closed);
        host.Facts.All.Should().BeEmpty();
        (await host.AskAsync(new WhichEntity(EntitySlug.Parse("bob").Value))).Should().BeNull();
        (await host.LogInAgainAsync("alice")).Should().StartWith("ayb_");
    }

    [Theory]
    [InlineData("ada@example.org")]
    [InlineData("ada@EXAMPLE.org")]
    [InlineData("ada@xn--bcher-kva.example")]
    [InlineData("ada@XN--BCHER-KVA.Example")]
    public async Task An_address_of_a_named_domain_may_register(string address)
    {
        await using var host = await StartAsync("registration:email_domains", "example.org, Bücher.example");

        (await host.SignUpAsync("ada", address)).Should().StartWith("ayb_");
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ada@mail.example.org")]
    [InlineData("ada@notexample.org")]
    [InlineData("ada@example.org.evil.example")]
    [InlineData("example.org@evil.example")]
    [InlineData("ada@bucher.example")]
    public async Task Any_other_address_may_not(string address)
    {
        await using var host = await StartAsync("registration:email_domains", "example.org, Bücher.example");

        await (await host.RegisterAsync("ada", address)).ShouldFailAsync(HttpStatusCode.Forbidden, "RegistrationError", OtherDomain);

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task An_address_whose_domain_is_no_longer_named_is_not_confirmed_and_who_has_it_logs_in()
    {
        var options = new RegistrationOptions();
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, SwitchedTo(() => options));
        await host.SignUpAsync("alice", "alice@example.com");
        var pending = await host.AskForAsync("bob", "bob@example.com");

        options = new RegistrationOptions { EmailDomains = ["example.org", "Bücher.example"] };

        await (await host.ConfirmAsync(pending)).ShouldFailAsync(HttpStatusCode.Forbidden, "RegistrationError", OtherDomain);
        (await host.LogInAgainAsync("alice")).Should().StartWith("ayb_");
    }

    [Theory]
    [InlineData("@example.org")]
    [InlineData("*.example.org")]
    [InlineData("example.org.")]
    [InlineData("exam ple.org")]
    [InlineData("-example.org")]
    public async Task What_is_no_domain_stops_the_start(string domain) =>
        await FluentActions.Awaiting(() => StartAsync("registration:email_domains", domain)).Should().ThrowAsync<ConfigurationException>()
            .WithMessage("*registration.email_domains must hold domains such as \"example.org\"*");

    /// <summary>As a restart with another configuration would.</summary>
    private static Action<ModuleHostOptions> SwitchedTo(Func<RegistrationOptions> options) => host =>
        host.Services(services => services.AddScoped(_ => new RegistrationPolicy(options())));

    private static Task<ModuleHost> StartAsync(string setting, string value) =>
        IdentityModule.StartAsync(MetadataEngine.Sqlite, options => options.Settings[setting] = value);
}
