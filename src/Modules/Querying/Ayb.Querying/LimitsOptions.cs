using System.ComponentModel.DataAnnotations;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Querying;

/// <summary>Settings of <c>[limits]</c>: for all databases, and for single ones in <c>[limits.databases."entity/database"]</c>.</summary>
internal sealed class LimitsOptions : DatabaseLimitsOptions, IValidatableObject
{
    private const long MemoryOfAWorker = 8 << 20;

    /// <summary>How many databases may be open at the same time; by default as many as half of the memory has room for.</summary>
    [Range(1, 1_000_000)]
    public int OpenDatabases { get; init; } =
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / MemoryOfAWorker, 16, 1_000_000);

    /// <summary>For the bodies of requests that are longer than 64 KiB, all of them together.</summary>
    [SizeRange("32MiB", "1TiB")]
    public ByteSize RequestMemory { get; init; } = new(256 << 20);

    /// <summary>By <c>entity/database</c>.</summary>
    public IReadOnlyDictionary<string, DatabaseLimitsOptions> Databases { get; init; } = new Dictionary<string, DatabaseLimitsOptions>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Databases.Keys
            .Where(name => name.Split('/') is not [var owner, var database]
                || !EntitySlug.Parse(owner).TryGet(out _, out _)
                || !DatabaseSlug.Parse(database).TryGet(out _, out _))
            .Select(name => new ValidationResult($"databases.\"{name}\" is no database. Write [limits.databases.\"entity/database\"]."));
}
