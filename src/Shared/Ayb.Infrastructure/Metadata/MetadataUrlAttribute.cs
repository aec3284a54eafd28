using System.ComponentModel.DataAnnotations;

namespace Ayb.Infrastructure.Metadata;

/// <summary>The string setting names a metadata database.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MetadataUrlAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || (value is string text && MetadataUrl.IsValid(text));

    public override string FormatErrorMessage(string name) => $"{name} {MetadataUrl.Form}";
}
