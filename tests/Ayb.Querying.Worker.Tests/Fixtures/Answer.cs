using System.Text;
using System.Text.Json;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>All that a worker says to one request.</summary>
/// <param name="Bytes">The chunks, put together.</param>
/// <param name="Failure">Why the answer ends here; <c>null</c> when it is complete.</param>
/// <param name="Message">What the caller is told of the failure.</param>
internal sealed record Answer(byte[] Bytes, FailureCode? Failure, string Message)
{
    /// <summary>Which statement of a JSON request failed; -1 for any other.</summary>
    public int Statement { get; init; } = -1;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The JSON as text; bytes that are not UTF-8 throw.</summary>
    public string Json => Failure is null
        ? Strict.GetString(Bytes)
        : throw new InvalidOperationException($"The query failed with {Failure}: {Message}");

    public string[] Fields => Parse().GetProperty("fields").Deserialize<string[]>()!;

    public string?[][] Rows => Parse().GetProperty("rows").Deserialize<string?[][]>()!;

    /// <summary>The only value of the only row.</summary>
    public string? Value => Rows.Single().Single();

    public override string ToString() => Failure is null ? $"{Bytes.Length} bytes" : $"{Failure}: {Message}";

    private JsonElement Parse() => JsonElement.Parse(Json);
}
