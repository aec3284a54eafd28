using System.Net;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>A command that is run again, since another has been in its way, is one request all the same.</summary>
public class CountingOnce
{
    private const int MostDeadlocks = 3;

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Whoever_is_held_up_has_used_up_no_more(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine, options =>
        {
            DeadlockedCommits.Use(options);
            foreach (var rate in new[] { "register_per_email", "confirm_per_entity", "log_in_per_entity" })
            {
                options.Settings[$"rate_limits:{rate}"] = "1/1h";
            }
        });

        await OnceAsync(() => host.RegisterAsync());
        var mailed = host.MailedToken();
        await OnceAsync(() => host.ConfirmAsync(mailed));
        await OnceAsync(() => host.LogInAsync("alice"));

        async Task OnceAsync(Func<Task<HttpResponseMessage>> call)
        {
            DeadlockedCommits.Of(host).Left = MostDeadlocks;
            (await call()).Should().BeSuccessful();
            (await call()).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        }
    }
}
