using System.ComponentModel.DataAnnotations;

namespace Ayb.Infrastructure.Configuration;

/// <summary>The string setting is an absolute http or https URL with a host.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpUrlAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null
        || (value is string text && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps));

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"{name} must be an http or https URL";
}
