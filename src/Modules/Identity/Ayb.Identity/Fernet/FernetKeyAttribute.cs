using System.ComponentModel.DataAnnotations;

namespace Ayb.Identity;

/// <summary>The string setting is a Fernet key.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FernetKeyAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || (value is string text && FernetKey.TryParse(text, out _));

    public override string FormatErrorMessage(string name) =>
        $"{name} must be 32 random bytes in base64url, 44 characters with the '=' at the end; "
        + "`ayb default_server_config` prints a fresh one";
}
