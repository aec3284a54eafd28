using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Databases;
using Ayb.Infrastructure;
using Ayb.Sharing;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Architecture.Tests;

public sealed class Callers
{
    // They take back what is the caller's own, and look at the token themselves: nobody is kept from it who has just left an organization.
    private static readonly string[] TakeBack = ["LogOut", "RevokeToken"];

    // They write down what is already done, which can't be refused any more.
    private static readonly string[] WriteDown = ["ForgetSnapshot", "RecordImport", "RecordRestore", "RecordSnapshot"];

    [Fact]
    public void Every_command_of_a_caller_asks_the_metadata_whether_they_still_may()
    {
        var commands = Module.All
            .SelectMany(module => module.Types)
            .Where(type => type.IsAssignableTo(typeof(ICommand))
                && type.GetProperties().Any(property => property.PropertyType == typeof(Principal)))
            .ToList();
        commands.Should().NotBeEmpty();

        commands.Where(command => !command.IsAssignableTo(typeof(IManagingCommand))).Select(command => command.Name)
            .Should().BeEquivalentTo(TakeBack.Concat(WriteDown));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_another_server_has_revoked_changes_nothing_here(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        await using var there = await WholeServer.StartAsync(engine, folder);
        await using var here = await WholeServer.StartAsync(
            engine, folder, there.Services.GetRequiredService<ServerOptions>().DatabaseUrl);
        var token = await SignUpAsync(there);
        var caller = (await here.AskAsync(new WhoBears(token)))!.Value.Value;
        (await CallAsync(here, token, HttpMethod.Post, "ada/books/create", ("db-type", "sqlite"))).StatusCode.Should().Be(HttpStatusCode.Created);
        (await CallAsync(there, token, HttpMethod.Delete, $"tokens/{token.Split('_')[1]}")).Should().BeSuccessful();
        here.Facts.Clear();

        var (ada, books) = (caller.Slug, DatabaseSlug.Parse("books").Value);
        var refusals = new[]
        {
            (await here.SendAsync(new CreateDatabase(
                caller, ada, DatabaseSlug.Parse("notes").Value, DatabaseType.Sqlite, PublicSharingLevel.NoAccess))).Error,
            (await here.SendAsync(new ShareDatabase(caller, ada, books, EntitySlug.Parse("grace").Value, SharingLevel.Manager))).Error,
            (await here.SendAsync(new UpdateDatabase(caller, ada, books, PublicSharingLevel.Fork))).Error,
        };

        refusals.Should().AllBeEquivalentTo(new AybError(ErrorKind.InvalidToken, "API token has been revoked"));
        here.Facts.All.Should().BeEmpty();
    }

    private static async Task<string> SignUpAsync(ModuleHost host)
    {
        (await CallAsync(
            host, null, HttpMethod.Post, "register", ("entity", "ada"), ("email-address", "ada@example.org"), ("entity-type", "user")))
            .Should().BeSuccessful();
        var mailed = host.Facts.All.OfType<ConfirmationRequested>().Last().Token;
        var confirmed = await CallAsync(host, null, HttpMethod.Post, "confirm", ("authentication-token", mailed));
        return JsonElement.Parse(await confirmed.Content.ReadAsStringAsync()).GetProperty("token").GetString()!;
    }

    private static Task<HttpResponseMessage> CallAsync(
        ModuleHost host, string? token, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, $"/v1/{path}");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return host.Http.SendAsync(request);
    }
}
