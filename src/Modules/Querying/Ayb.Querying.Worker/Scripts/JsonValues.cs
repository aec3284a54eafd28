using System.Globalization;
using System.Text;
using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>
/// Values of parameters. What JSON cannot say is an object with one member: <c>{"base64":"…"}</c> is a blob,
/// <c>{"integer":"9223372036854775807"}</c> and <c>{"real":"Infinity"}</c> are numbers for clients that lack them.
/// </summary>
internal static class JsonValues
{
    /// <param name="json">At an object's beginning; a copy, which is read on.</param>
    /// <returns>Whether the object is a value, not a set of named ones.</returns>
    public static bool IsTagged(Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.PropertyName
        && (json.ValueTextEquals("base64"u8) || json.ValueTextEquals("integer"u8) || json.ValueTextEquals("real"u8))
        && json.Read() && json.TokenType == JsonTokenType.String
        && json.Read() && json.TokenType == JsonTokenType.EndObject;

    /// <param name="json">At the value's beginning; afterwards at its end.</param>
    public static Parameter Read(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Null => Parameter.Null,
        JsonTokenType.True => Parameter.Integer(1),
        JsonTokenType.False => Parameter.Integer(0),
        JsonTokenType.String => Parameter.Text(StringBytes(json)),
        JsonTokenType.Number => ReadNumber(json),
        JsonTokenType.StartObject when IsTagged(json) => ReadTagged(ref json),
        _ => throw Invalid("""A value should be null, true, false, a number, a string, {"base64":"…"}, {"integer":"…"} or {"real":"…"}."""),
    };

    public static byte[] StringBytes(in Utf8JsonReader json)
    {
        var bytes = new byte[json.ValueSpan.Length];
        var length = json.CopyString(bytes);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    private static Parameter ReadNumber(in Utf8JsonReader json)
    {
        if (json.TryGetInt64(out var integer))
        {
            return Parameter.Integer(integer);
        }

        // Digits alone are an integer, and one that would lose some of them is no value at all.
        var digits = json.ValueSpan;
        return digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0
            ? throw Invalid($"The integer {Shortened(digits)} does not fit into 64 bits. Send it as a string, or with a fraction to have a real.")
            : json.TryGetDouble(out var real) && double.IsFinite(real)
                ? Parameter.Real(real)
                : throw Invalid($"The number {Shortened(digits)} is too large for a real.");
    }

    private static Parameter ReadTagged(ref Utf8JsonReader json)
    {
        json.Read();
        var isBlob = json.ValueTextEquals("base64"u8);
        var isInteger = json.ValueTextEquals("integer"u8);
        json.Read();
        var value = isBlob ? ReadBlob(json) : isInteger ? ReadInteger(json) : ReadReal(json);
        json.Read();
        return value;
    }

    private static Parameter ReadBlob(in Utf8JsonReader json) =>
        json.TryGetBytesFromBase64(out var bytes) ? Parameter.Blob(bytes) : throw Invalid("A value of \"base64\" is not base64.");

    private static Parameter ReadInteger(in Utf8JsonReader json) =>
        long.TryParse(json.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Parameter.Integer(value)
            : throw Invalid("A value of \"integer\" is not a decimal integer of 64 bits.");

    private static Parameter ReadReal(in Utf8JsonReader json) =>
        double.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)
            ? Parameter.Real(value)
            : throw Invalid("A value of \"real\" is not a decimal number, Infinity or -Infinity.");

    private static string Shortened(ReadOnlySpan<byte> digits) =>
        digits.Length <= 40 ? Encoding.ASCII.GetString(digits) : $"{Encoding.ASCII.GetString(digits[..40])}…";

    private static SqliteFailure Invalid(string message) => new(FailureCode.InvalidRequest, message);
}
