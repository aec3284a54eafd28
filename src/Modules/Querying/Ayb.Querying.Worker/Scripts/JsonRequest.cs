namespace Ayb.Querying.Worker.Scripts;

/// <summary>A request that came as JSON; docs/http-api.md has its forms.</summary>
internal sealed class JsonRequest
{
    public List<JsonStatement> Statements { get; } = [];

    /// <summary>All statements take effect, or none.</summary>
    public bool IsTransaction { get; set; } = true;

    /// <summary>A row is an object with a member for each column, not an array.</summary>
    public bool RowsAsObjects { get; set; }

    /// <summary>Integers are written as strings, since some clients' numbers end at 2^53.</summary>
    public bool IntegersAsStrings { get; set; }

    /// <summary>Each statement stands for itself, with its own transaction and its own failure.</summary>
    public bool IsSeparate => !IsTransaction;
}
