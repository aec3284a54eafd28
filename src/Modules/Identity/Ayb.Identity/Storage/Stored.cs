using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>Reads what only this module writes: anything unexpected is a bug, not a value.</summary>
internal static class Stored
{
    public static TEnum Enum<TEnum>(string name) where TEnum : struct, Enum =>
        WireName.TryParse<TEnum>(name, out var value)
            ? value
            : throw new InvalidDataException($"The metadata holds '{name}', which is no {typeof(TEnum).Name}.");

    public static DateTime Time(long unixMilliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).UtcDateTime;

    public static DateTime? Time(long? unixMilliseconds) => unixMilliseconds is { } time ? Time(time) : null;
}
