using System.Net;
using Ayb.Testing;

namespace Ayb.Identity.Tests.OAuth;

public sealed class DescribingTheServer
{
    [Fact]
    public async Task The_description_of_the_server_names_its_addresses()
    {
        await using var scenario = await AppScenario.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["public_url"] = "http://ayb.example.com/");

        using var response = await scenario.Host.Http.GetAsync("/.well-known/oauth-authorization-server");

        await response.ShouldBeAsync(HttpStatusCode.OK, """
            {
              "issuer": "http://ayb.example.com",
              "authorization_endpoint": "http://ayb.example.com/oauth/authorize",
              "token_endpoint": "http://ayb.example.com/v1/oauth/token",
              "scopes_supported": ["read-only", "read-write"],
              "response_types_supported": ["code"],
              "response_modes_supported": ["query"],
              "grant_types_supported": ["authorization_code"],
              "token_endpoint_auth_methods_supported": ["none"],
              "code_challenge_methods_supported": ["S256"],
              "authorization_response_iss_parameter_supported": true
            }
            """);
    }
}
