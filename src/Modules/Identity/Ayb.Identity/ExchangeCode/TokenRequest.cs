using System.Text.Json;
using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Identity;

/// <summary>The body of a token request: a form, as RFC 6749 § 4.1.3 has it, or the same as a JSON object.</summary>
/// <param name="Exchange">What is asked for; <c>null</c> with an error.</param>
/// <param name="Error">Why it can't be.</param>
internal sealed record TokenRequest(ExchangeCode? Exchange, OAuthError? Error)
{
    private const int MaxBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Json = new() { MaxDepth = 8, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly TokenRequest Unreadable = Failure("The body must be a JSON object of strings, or a form.");

    public static async Task<TokenRequest> ReadAsync(HttpRequest request)
    {
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes;
        try
        {
            return request.IsPlainForm() ? await ReadFormAsync(request) : await ReadJsonAsync(request);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return Unreadable;
        }
    }

    private static async Task<TokenRequest> ReadFormAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return Parse(new(Field("grant_type"), Field("code"), Field("redirect_uri"), Field("code_verifier")));

        string? Field(string name) => form[name] is [{ } value] ? value : null;
    }

    // The serializer also tells of text that is none, such as half a surrogate pair, by the exception for all that is no JSON.
    private static async Task<TokenRequest> ReadJsonAsync(HttpRequest request) =>
        await JsonSerializer.DeserializeAsync<TokenRequestJson>(request.Body, Json, request.HttpContext.RequestAborted) is { } fields
            ? Parse(fields)
            : Unreadable;

    private static TokenRequest Parse(TokenRequestJson fields) => fields switch
    {
        { GrantType: null or "" } => Failure("grant_type is missing; it must be authorization_code."),
        { GrantType: not "authorization_code" } =>
            new(null, new OAuthError("unsupported_grant_type", "grant_type must be authorization_code.")),
        { Code: null or "" } => Failure("code is missing."),
        { RedirectUri: null or "" } => Failure("redirect_uri is missing."),
        { CodeVerifier: null or "" } => Failure("code_verifier is missing."),
        _ => new(new ExchangeCode(fields.Code, fields.RedirectUri, fields.CodeVerifier), null),
    };

    private static TokenRequest Failure(string description) => new(null, OAuthError.InvalidRequest(description));
}
