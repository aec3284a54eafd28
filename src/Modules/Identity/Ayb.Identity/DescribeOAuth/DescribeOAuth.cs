using Ayb.Contracts;
using Ayb.Infrastructure;
using MediatR;

namespace Ayb.Identity;

/// <summary>What a program must know to use OAuth here, RFC 8414 and RFC 9207.</summary>
/// <param name="ApiPrefix">What the addresses of the API begin with.</param>
public sealed record DescribeOAuth(string ApiPrefix) : IQuery<AuthorizationServer>;

public sealed record AuthorizationServer(
    string Issuer,
    string AuthorizationEndpoint,
    string TokenEndpoint,
    IReadOnlyList<string> ScopesSupported,
    IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> ResponseModesSupported,
    IReadOnlyList<string> GrantTypesSupported,
    IReadOnlyList<string> TokenEndpointAuthMethodsSupported,
    IReadOnlyList<string> CodeChallengeMethodsSupported,
    bool AuthorizationResponseIssParameterSupported);

internal sealed class DescribeOAuthHandler(ServerOptions server) : IRequestHandler<DescribeOAuth, Result<AuthorizationServer>>
{
    public Task<Result<AuthorizationServer>> Handle(DescribeOAuth request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<AuthorizationServer>>(new AuthorizationServer(
            server.PublicUrl,
            server.PublicUrl + AuthorizationRequest.Path,
            server.PublicUrl + request.ApiPrefix + ExchangeCodeEndpoint.Path,
            [WireName.Of(QueryAccess.ReadOnly), WireName.Of(QueryAccess.ReadWrite)],
            ["code"],
            ["query"],
            ["authorization_code"],
            ["none"],
            [ProofKey.Method],
            AuthorizationResponseIssParameterSupported: true));
}
