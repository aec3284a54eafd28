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
        return Parse(name => form[name] is [{ } value] ? value : "");
    }

    private static async Task<TokenRequest> ReadJsonAsync(HttpRequest request)
    {
        using var json = await JsonDocument.ParseAsync(
            request.Body, new JsonDocumentOptions { MaxDepth = 8 }, request.HttpContext.RequestAborted);
        return json.RootElement is { ValueKind: JsonValueKind.Object } body
            ? Parse(name => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "")
            : Unreadable;
    }

    private static TokenRequest Parse(Func<string, string> field) => field("grant_type") switch
    {
        "" => Failure("grant_type is missing; it must be authorization_code."),
        not "authorization_code" =>
            new(null, new OAuthError("unsupported_grant_type", "grant_type must be authorization_code.")),
        _ when Array.Find(["code", "redirect_uri", "code_verifier"], name => field(name).Length == 0) is { } missing =>
            Failure($"{missing} is missing."),
        _ => new(new ExchangeCode(field("code"), field("redirect_uri"), field("code_verifier")), null),
    };

    private static TokenRequest Failure(string description) => new(null, OAuthError.InvalidRequest(description));
}
