using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>Seals a confirmation into the token that an email carries: Fernet around a JSON object.</summary>
internal sealed class ConfirmationTokens(FernetTokens fernet, IdentityOptions options)
{
    public static readonly AybError Invalid = new(ErrorKind.InvalidToken, "Invalid or expired token");

    public static readonly AybError Used = new(ErrorKind.InvalidToken, "This link has been used");

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly TimeSpan _lifetime = TimeSpan.FromSeconds(options.TokenExpirationSeconds);

    public string Seal(Confirmation confirmation) => fernet.Seal(JsonSerializer.SerializeToUtf8Bytes(
        new ConfirmationJson(confirmation.Entity.Value, WireName.Of(confirmation.Type), confirmation.EmailAddress), Json));

    /// <returns>False for a token that is not ours or no longer valid.</returns>
    public bool TryOpen(string token, [NotNullWhen(true)] out Confirmation? confirmation)
    {
        confirmation = fernet.TryOpen(token, _lifetime, out var message) ? Read(message) : null;
        return confirmation is not null;
    }

    private static Confirmation? Read(byte[] message)
    {
        try
        {
            return JsonSerializer.Deserialize<ConfirmationJson>(message, Json) is { } json
                && EntitySlug.Parse(json.Entity).TryGet(out var entity, out _)
                && WireName.TryParse<EntityType>(json.EntityType, out var type)
                    ? new Confirmation(entity, type, json.EmailAddress)
                    : null;
        }
        catch (JsonException)
        {
            // Other software may hold the same key and seal other messages with it.
            return null;
        }
    }
}
