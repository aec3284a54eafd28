using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Ayb.Infrastructure.Configuration;

/// <summary>The string setting names what to listen on: an IP address or <c>localhost</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListenAddressAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null or "localhost" || (value is string text && IPAddress.TryParse(text, out _));

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"{name} must be an IP address or localhost";
}
