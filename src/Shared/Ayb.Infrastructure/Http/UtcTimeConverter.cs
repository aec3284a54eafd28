using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ayb.Infrastructure.Http;

/// <summary>Times in answers: RFC 3339, in UTC, always to the millisecond, so that they line up and sort as text.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture));
}
