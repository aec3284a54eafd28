using System.Net;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Sharing.Tests;

/// <summary>Audit logs through their door, in the words of the scenarios.</summary>
internal static class AuditLogs
{
    /// <summary>Makes events that tell each other apart.</summary>
    public static async Task ShareAsync(this ModuleHost host, HostedDatabase database, int times)
    {
        for (var time = 0; time < times; time++)
        {
            (await host.ShareAsync(database, Cast.Bob, (SharingLevel)(time % 4))).Succeeded.Should().BeTrue();
        }
    }

    /// <summary>Somebody makes a token.</summary>
    public static Task TokenAsync(
        this ModuleHost host, Principal bearer, string id, TokenScope? scope, string? name, TokenOrigin origin = TokenOrigin.Command) =>
        host.PublishAsync(new TokenCreated(bearer.AsEntity(), id, origin, scope, name));

    /// <summary>The body of an answer that must be a success.</summary>
    public static async Task<JsonElement> ReadAsync(this ModuleHost host, string caller, string path, params (string, string)[] headers)
    {
        using var response = await host.CallAsync(caller, HttpMethod.Get, path, headers);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonElement.Parse(body);
    }

    /// <summary>Each event as <c>actor action subject database detail</c>, newest first.</summary>
    public static async Task<string[]> EventsAsync(this ModuleHost host, string caller, string path) =>
        [.. (await host.ReadAsync(caller, path)).Events()];

    public static IEnumerable<string> Events(this JsonElement page) => page.GetProperty("events").EnumerateArray().Select(one => string.Join(
        ' ', new[] { "actor", "action", "subject", "database", "detail" }.Select(name => one.GetProperty(name).GetString() ?? "-")));
}
