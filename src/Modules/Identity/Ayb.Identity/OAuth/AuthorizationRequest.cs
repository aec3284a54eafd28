using System.Diagnostics.CodeAnalysis;
using Ayb.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ayb.Identity;

/// <summary>What an app asks for when it sends somebody here: RFC 6749 § 4.1.1, with RFC 7636.</summary>
/// <param name="RedirectUri">Where the answer goes.</param>
/// <param name="Access">How far the app wants to go.</param>
/// <param name="State">What the app gets back as it is.</param>
/// <param name="CodeChallenge">The S256 challenge of its secret.</param>
/// <param name="AppName">What the app calls itself, a <see cref="TokenName"/>: nobody has looked whether that is true.</param>
internal sealed record AuthorizationRequest(
    RedirectUri RedirectUri, QueryAccess Access, string? State, string CodeChallenge, string AppName)
{
    public const string Path = "/oauth/authorize";

    private const int MaxStateLength = 1000;

    /// <summary>The parameters that say the same again.</summary>
    public IReadOnlyDictionary<string, string> Fields
    {
        get
        {
            var fields = new Dictionary<string, string>
            {
                ["response_type"] = "code",
                ["redirect_uri"] = RedirectUri.Text,
                ["scope"] = WireName.Of(Access),
                ["code_challenge"] = CodeChallenge,
                ["code_challenge_method"] = ProofKey.Method,
                ["app_name"] = AppName,
            };
            if (State is not null)
            {
                fields["state"] = State;
            }

            return fields;
        }
    }

    /// <summary>The address of the page that asks the user.</summary>
    public string Url => Path + QueryString.Create(Fields!);

    /// <param name="parameters">Of a query or a form; those that are not known are passed over.</param>
    /// <param name="request">What they say.</param>
    /// <param name="error">What is wrong with them.</param>
    public static bool TryParse(
        IEnumerable<KeyValuePair<string, StringValues>> parameters,
        [NotNullWhen(true)] out AuthorizationRequest? request,
        [NotNullWhen(false)] out OAuthError? error)
    {
        var given = parameters.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        request = null;
        error = Check(given, out var redirectUri, out var access);
        if (error is not null)
        {
            return false;
        }

        var state = given.TryGetValue("state", out var value) ? value.ToString() : null;
        var name = given.GetValueOrDefault("app_name").ToString().Trim();
        request = new AuthorizationRequest(
            redirectUri!,
            access,
            state,
            given["code_challenge"].ToString(),
            TokenName.Shorten(name.Length == 0 ? redirectUri!.Host : name));
        return true;
    }

    // What is wrong with redirect_uri comes first: nothing else matters to whoever has made it up.
    private static OAuthError? Check(Dictionary<string, StringValues> given, out RedirectUri? redirectUri, out QueryAccess access)
    {
        string Value(string name) => given.GetValueOrDefault(name).ToString();

        access = QueryAccess.None;
        if (!RedirectUri.TryParse(Value("redirect_uri"), out redirectUri))
        {
            return OAuthError.InvalidRequest(
                "redirect_uri must be an https address, or http on localhost or 127.0.0.1, "
                + "in lower case, without user, fragment and characters that have to be escaped.");
        }

        if (given.FirstOrDefault(pair => pair.Value.Count > 1).Key is { } repeated)
        {
            return OAuthError.InvalidRequest($"{repeated} is there more than once.");
        }

        return Value("response_type") switch
        {
            "" => OAuthError.InvalidRequest("response_type is missing; it must be code."),
            not "code" => new OAuthError("unsupported_response_type", "response_type must be code."),
            _ when !TryParseScope(Value("scope"), out access) =>
                new OAuthError("invalid_scope", "scope must be read-only or read-write."),
            _ when Value("code_challenge_method") != ProofKey.Method =>
                OAuthError.InvalidRequest("code_challenge_method must be S256."),
            _ when !ProofKey.IsChallenge(Value("code_challenge")) =>
                OAuthError.InvalidRequest("code_challenge must be the SHA-256 of the verifier in base64url, 43 characters."),
            _ when Value("state").Length > MaxStateLength =>
                OAuthError.InvalidRequest($"state may have {MaxStateLength} characters."),
            _ when Value("app_name").Trim() is { Length: > 0 } name && !TokenName.IsValid(TokenName.Shorten(name)) =>
                OAuthError.InvalidRequest("app_name may only have characters that show, a letter or digit among them."),
            _ => null,
        };
    }

    private static bool TryParseScope(string text, out QueryAccess access)
    {
        access = text switch
        {
            "read-only" => QueryAccess.ReadOnly,
            "read-write" => QueryAccess.ReadWrite,
            _ => QueryAccess.None,
        };
        return access != QueryAccess.None;
    }
}
