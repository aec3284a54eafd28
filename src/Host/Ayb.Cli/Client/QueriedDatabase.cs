using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client;

/// <summary>A database together with the place where its answers are shown.</summary>
internal sealed class QueriedDatabase(AybServer server, DatabasePath path, TableWriter write, TextWriter output)
{
    public DatabasePath Path => path;

    public async Task Show(string sql, CancellationToken cancellationToken)
    {
        var result = await server.Send(
            new Call(HttpMethod.Post, path.Entity, path.Database, "query") { Body = sql },
            Wire.Default.QueryResult,
            cancellationToken);
        if (result.Rows.Count > 0)
        {
            write(output, new Table(result.Fields, result.Rows));
        }

        output.WriteLine();
        output.WriteLine($"Rows: {result.Rows.Count}");
    }
}
