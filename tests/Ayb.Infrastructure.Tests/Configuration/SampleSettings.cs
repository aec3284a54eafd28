using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

internal enum Colour
{
    Red,

    [JsonStringEnumMemberName("dark-blue")]
    DarkBlue,
}

internal sealed class SampleSettings : IValidatableObject
{
    public required string Name { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 5433;

    public int? Limit { get; init; }

    public long Size { get; init; }

    public bool IsOpen { get; init; }

    [DurationRange("1s", "24h")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);

    public Colour Colour { get; init; }

    [MinLength(1)]
    public IReadOnlyList<string> Origins { get; init; } = ["*"];

    [HttpUrl]
    public string? PublicUrl { get; init; }

    [Secret, MinLength(8)]
    public string? Password { get; init; }

    [Secret]
    public int Pin { get; init; }

    [ConfigurationKeyName("legacy")]
    public string? OldName { get; init; }

    public LimitsSettings? Limits { get; init; }

    public PathsSettings Paths { get; init; } = new();

    [SizeRange("1KiB", "1GiB")]
    public ByteSize Cache { get; init; } = new(4096);

    public IReadOnlyDictionary<string, LimitsSettings> Tenants { get; init; } = new Dictionary<string, LimitsSettings>();

    public string Computed => Name + Port;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name == OldName)
        {
            yield return new ValidationResult("name and legacy must differ.");
        }
    }
}

internal sealed record LimitsSettings
{
    public required int Rows { get; init; }
}

internal sealed record PathsSettings
{
    public string Data { get; init; } = "./ayb_data";
}
