using System.ComponentModel.DataAnnotations;

namespace Ayb.Infrastructure.Configuration;

/// <summary>Bounds of a <see cref="ByteSize"/> setting, both included, written as one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SizeRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    /// <summary>The smallest size that is allowed.</summary>
    public string Minimum { get; } = minimum;

    /// <summary>The largest size that is allowed.</summary>
    public string Maximum { get; } = maximum;

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || (value is ByteSize size && Parse(Minimum) <= size.Bytes && size.Bytes <= Parse(Maximum));

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"{name} must be between {Minimum} and {Maximum}";

    private static long Parse(string bound) =>
        ByteSize.TryParse(bound, out var size) ? size.Bytes : throw new InvalidOperationException($"{bound} is not a size.");
}
