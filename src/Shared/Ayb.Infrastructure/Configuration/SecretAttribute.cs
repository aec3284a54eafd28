namespace Ayb.Infrastructure.Configuration;

/// <summary>Marks a setting whose value must not appear in any message.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
