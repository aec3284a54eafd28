using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Ayb.Contracts;
using Ayb.Testing;
using Ayb.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

/// <summary>Who calls is known before the body is there, and may be no more when it is.</summary>
public sealed class TakingTimeWithABody
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_owns_an_organization_no_more_when_the_body_is_there_does_not_change_its_profile()
    {
        var asked = new SemaphoreSlim(0);
        await using var host = await IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Answer<WhoBears>(_ => asked.Release()));
        var (alice, bob) = (await host.SignUpAsync(), await host.SignUpAsync("bob", "bob@example.org"));
        (await host.CreateOrganizationAsync(alice, "acme")).Should().BeSuccessful();
        await host.AddMemberAsync(alice, "acme", "bob", bob, "owner");
        await asked.WaitAsync(Deadline);
        await asked.WaitAsync(Deadline);
        await asked.WaitAsync(Deadline);
        var body = new SlowBody("""{"display_name":"Bob's"}""");
        var request = new HttpRequestMessage(HttpMethod.Patch, "/v1/entity/acme") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bob);

        var answer = host.Http.SendAsync(request);
        (await asked.WaitAsync(Deadline)).Should().BeTrue();
        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("member");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        body.SendRest();

        await (await answer).ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*bob can't update the profile of acme");
    }

    [Fact]
    public async Task A_session_that_ends_while_a_form_comes_sends_it_no_more()
    {
        await using var host = await IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["web:hosting_method"] = "Local");
        var session = await host.SignUpAsync();
        var caller = await host.PrincipalOfAsync(session);
        await using var scope = host.Services.CreateAsyncScope();
        var visits = scope.ServiceProvider.GetRequiredService<Visits>();
        var formToken = (await visits.WelcomeAsync(Request(scope, session, Stream.Null))).Value.FormToken;
        var form = Encoding.ASCII.GetBytes($"{Visits.TokenField}={formToken}");

        var kept = await visits.ReceiveAsync(Request(scope, session, new MemoryStream(form)));
        var ended = await visits.ReceiveAsync(Request(
            scope, session, new EventfulStream(form, () => host.SendAsync(new LogOut(caller)))));

        kept.Value.Visit.Caller.Should().Be(caller);
        ended.Error!.Kind.Should().Be(ErrorKind.Forbidden);
    }

    private static HttpRequest Request(AsyncServiceScope scope, string session, Stream body)
    {
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider }.Request;
        request.Method = "POST";
        request.Headers.Cookie = $"ayb_session={session}";
        request.ContentType = "application/x-www-form-urlencoded";
        request.Body = body;
        return request;
    }

    /// <summary>Something happens before its first byte is read.</summary>
    private sealed class EventfulStream(byte[] bytes, Func<Task> happen) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == 0)
            {
                await happen();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
