using Ayb.Cli.Client.Commands;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client;

/// <summary>A database, as it is or as it was, together with the place where its answers are shown.</summary>
internal sealed class QueriedDatabase(AybServer server, DatabasePath path, TableWriter write, TextWriter output)
{
    /// <summary>The id of a snapshot, or an exact time; <c>null</c> for the database as it is.</summary>
    public string? AsOf { get; init; }

    /// <summary>Columns are named also when there are no rows; a script that expects nothing then would be surprised.</summary>
    public bool NamesColumns { get; init; }

    /// <summary>The table is all there is, without the count of its rows.</summary>
    public bool IsBare { get; init; }

    public string Title => AsOf is null ? path.ToString() : $"{path} as of {AsOf}";

    public async Task Show(string sql, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Post, path.Entity, path.Database, "query")
        {
            Body = sql,
            TakesItsTime = true,
            Activity = AsOf is null ? null : $"Asking {Title}",
            Remedy = AsOf is null ? _ => null : SnapshotArgument.Remedy(path),
        };
        if (AsOf is not null)
        {
            call.Parameters["as_of"] = AsOf;
        }

        var result = await server.Send(call, Wire.Default.QueryResult, cancellationToken);
        if (result.Rows.Count > 0 || (NamesColumns && result.Fields.Count > 0))
        {
            write(output, new Table(result.Fields, result.Rows));
        }

        if (!IsBare)
        {
            output.WriteLine();
            output.WriteLine($"Rows: {result.Rows.Count}");
        }
    }
}
