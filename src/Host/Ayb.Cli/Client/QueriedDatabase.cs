using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client;

/// <summary>A database, as it is or as it was, together with the place where its answers are shown.</summary>
internal sealed class QueriedDatabase(AybServer server, DatabasePath path, string? asOf, TableWriter write, TextWriter output)
{
    public string Title => asOf is null ? path.ToString() : $"{path} as of {asOf}";

    public async Task Show(string sql, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Post, path.Entity, path.Database, "query") { Body = sql };
        if (asOf is not null)
        {
            call.Parameters["as_of"] = asOf;
        }

        var result = await server.Send(call, Wire.Default.QueryResult, cancellationToken);
        if (result.Rows.Count > 0)
        {
            write(output, new Table(result.Fields, result.Rows));
        }

        output.WriteLine();
        output.WriteLine($"Rows: {result.Rows.Count}");
    }
}
