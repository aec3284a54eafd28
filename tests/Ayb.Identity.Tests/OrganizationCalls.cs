using System.Net;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>What one does with organizations, over HTTP.</summary>
internal static class OrganizationCalls
{
    public static Task<HttpResponseMessage> CreateOrganizationAsync(this ModuleHost host, string token, string entity) =>
        host.CallAsync(HttpMethod.Post, "organizations", IdentityModule.Bearer(token), ("entity", entity));

    public static Task<HttpResponseMessage> SetMemberAsync(
        this ModuleHost host, string token, string organization, string member, string role = "member") =>
        host.CallAsync(HttpMethod.Put, $"entity/{organization}/members/{member}", IdentityModule.Bearer(token), ("role", role));

    public static Task<HttpResponseMessage> JoinAsync(this ModuleHost host, string token, string organization) =>
        host.CallAsync(HttpMethod.Put, $"organizations/{organization}", IdentityModule.Bearer(token));

    /// <summary>Invites somebody, who accepts.</summary>
    public static async Task AddMemberAsync(
        this ModuleHost host, string token, string organization, string member, string tokenOfMember, string role = "member")
    {
        await host.SetMemberAsync(token, organization, member, role).ShouldSayAsync("invited");
        await (await host.JoinAsync(tokenOfMember, organization)).ShouldBeAsync(
            HttpStatusCode.OK, $$"""{"entity":"{{organization}}","role":"{{role}}"}""");
    }

    public static Task<HttpResponseMessage> RemoveMemberAsync(this ModuleHost host, string token, string organization, string member) =>
        host.CallAsync(HttpMethod.Delete, $"entity/{organization}/members/{member}", IdentityModule.Bearer(token));

    public static Task<HttpResponseMessage> GiveUpAsync(this ModuleHost host, string token, string organization, string owner, string typed) =>
        host.CallAsync(HttpMethod.Delete, $"entity/{organization}/members/{owner}", IdentityModule.Bearer(token), ("give-up", typed));

    public static Task<HttpResponseMessage> MembersAsync(this ModuleHost host, string token, string organization) =>
        host.CallAsync(HttpMethod.Get, $"entity/{organization}/members", IdentityModule.Bearer(token));

    public static Task<HttpResponseMessage> OrganizationsAsync(this ModuleHost host, string token) =>
        host.CallAsync(HttpMethod.Get, "organizations", IdentityModule.Bearer(token));

    /// <returns><c>alice owner, bob member, carol member?</c>; who is invited has a question mark.</returns>
    public static async Task<string> WhoIsInAsync(this ModuleHost host, string token, string organization)
    {
        var list = await (await host.MembersAsync(token, organization)).JsonAsync();
        return string.Join(", ", list.GetProperty("members").EnumerateArray().Select(
            member => $"{member.GetProperty("entity_slug").GetString()} {RoleOf(member)}"));
    }

    /// <summary>Registers an organization by email, confirms, and gives its API token.</summary>
    public static async Task<string> SignUpOrganizationAsync(this ModuleHost host, string entity)
    {
        (await host.RegisterAsync(entity, $"{entity}@example.org", "organization")).Should().BeSuccessful();
        return (await host.SendAsync(new Confirm(host.MailedToken()))).Value.Token;
    }

    public static async Task<Entity> EntityAsync(this ModuleHost host, string slug) =>
        (await host.AskAsync(new WhichEntity(EntitySlug.Parse(slug).Value)))!;

    /// <returns>By organization what the caller is in it; who is invited has a question mark.</returns>
    public static async Task<Dictionary<string, string>> RolesAsync(this ModuleHost host, string token)
    {
        var list = await (await host.OrganizationsAsync(token)).JsonAsync();
        return list.GetProperty("organizations").EnumerateArray().ToDictionary(
            entry => entry.GetProperty("entity_slug").GetString()!, RoleOf);
    }

    private static string RoleOf(JsonElement entry) =>
        entry.GetProperty("role").GetString() + entry.GetProperty("state").GetString() switch { "member" => "", "invited" => "?", var other => other };

    /// <summary>What <see cref="SetMemberAsync"/> must have come to.</summary>
    public static async Task ShouldSayAsync(this Task<HttpResponseMessage> answer, string state) =>
        await (await answer).ShouldBeAsync(HttpStatusCode.OK, $$"""{"state":"{{state}}"}""");

    public static void ShouldBeDone(this HttpResponseMessage response) => response.StatusCode.Should().Be(HttpStatusCode.NoContent);
}
