using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Diffs;

internal static class DiffFormats
{
    /// <exception cref="ProtocolException">There is no such format.</exception>
    public static IDiffFormat Of(Request request) => (DiffFormat)request.Detail switch
    {
        DiffFormat.Json => new JsonDiff(withRows: !request.IsSummary),
        DiffFormat.Text => new TextDiff(withRows: !request.IsSummary),
        DiffFormat.Sql => new SqlDiff(),
        _ => throw new ProtocolException("There is no such form of a comparison."),
    };
}
