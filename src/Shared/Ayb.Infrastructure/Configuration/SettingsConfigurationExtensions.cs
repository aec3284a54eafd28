using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration;

/// <summary>Reads typed settings out of any configuration, strictly.</summary>
public static class SettingsConfigurationExtensions
{
    /// <summary>
    /// Reads a section into a settings class. The property <c>SmtpPort</c> takes the setting <c>smtp_port</c>
    /// (or what <see cref="ConfigurationKeyNameAttribute"/> says).
    /// </summary>
    /// <remarks>
    /// <para>Properties may be string, int, long, bool, <see cref="TimeSpan"/> (a Go duration, <see cref="GoDuration"/>),
    /// <see cref="ByteSize"/>, <see cref="Rate"/>, an enum (its members' names, or those of
    /// <see cref="System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute"/>), a list of strings, another settings class,
    /// or an <see cref="IReadOnlyDictionary{TKey, TValue}"/> of such by the names that the operator gives to tables; each nullable or not. A nullable settings class stays null when its section is absent.
    /// A <c>required</c> property must be given, any other keeps its initial value. Validation attributes and
    /// <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/> are obeyed; <see cref="SecretAttribute"/> keeps a
    /// value out of the messages.</para>
    /// <para>Behind a <see cref="SettingsFile"/>, messages say where the value was written, and what was asked for is remembered.</para>
    /// </remarks>
    /// <param name="configuration">Usually the root. Of a lone section the origins are not known.</param>
    /// <param name="section">The path of the section, like <c>email:smtp</c>; empty for the root.</param>
    /// <exception cref="ConfigurationException">Settings are missing or wrong; all of this section's problems are in it.</exception>
    public static T ReadSettings<T>(this IConfiguration configuration, string section = "")
        where T : class
    {
        var reader = Ask<T>(configuration, section, out _);
        var settings = (T)reader.Read(typeof(T), section);
        ConfigurationException.ThrowIfAny(reader.Problems);
        return settings;
    }

    /// <summary>
    /// As <see cref="ReadSettings{T}"/>, but null when the section is absent: neither the file has its table nor does any
    /// variable give one of its settings.
    /// </summary>
    /// <inheritdoc cref="ReadSettings{T}" path="/exception"/>
    public static T? ReadOptionalSettings<T>(this IConfiguration configuration, string section)
        where T : class
    {
        Ask<T>(configuration, section, out var lookup);
        return lookup.Exists(section) ? configuration.ReadSettings<T>(section) : null;
    }

    private static SettingsReader Ask<T>(IConfiguration configuration, string section, out SettingsLookup lookup)
    {
        lookup = new SettingsLookup(configuration);
        var reader = new SettingsReader(lookup);
        reader.Ask(typeof(T), section);
        return reader;
    }
}
