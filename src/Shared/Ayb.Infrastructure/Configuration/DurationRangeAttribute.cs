using System.ComponentModel.DataAnnotations;

namespace Ayb.Infrastructure.Configuration;

/// <summary>Bounds of a <see cref="TimeSpan"/> setting, both included, written as Go durations.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    /// <summary>The smallest duration that is allowed.</summary>
    public string Minimum { get; } = minimum;

    /// <summary>The largest duration that is allowed.</summary>
    public string Maximum { get; } = maximum;

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || (value is TimeSpan duration && Parse(Minimum) <= duration && duration <= Parse(Maximum));

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"{name} must be between {Minimum} and {Maximum}";

    private static TimeSpan Parse(string bound) =>
        GoDuration.TryParse(bound, out var duration) ? duration : throw new InvalidOperationException($"{bound} is not a Go duration.");
}
