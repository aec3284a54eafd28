namespace Ayb.Querying.Protocol;

/// <summary>How a query's rows are written.</summary>
public enum AnswerFormat : ushort
{
    /// <summary>One JSON document: strings for SQL that came as text, typed values for a JSON request.</summary>
    Json = 0,

    /// <summary>A JSON object for each row, a line each.</summary>
    Ndjson = 1,

    /// <summary>RFC 4180, with a header line.</summary>
    Csv = 2,
}
