using System.Data.Common;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>
/// Writes all of the metadata as it is at one moment, in lines of JSON that <see cref="MetadataImport"/> reads into either engine. The
/// same metadata makes the same bytes. Holds a few rows at a time; writers go on.
/// </summary>
/// <remarks>
/// The first line names the format and each module's schema, see <see cref="ExportHead"/>. Then, for each table, parents first:
/// <c>{"table":"entities","columns":["id","slug"]}</c> and its rows as arrays. The last line counts them all: <c>{"rows":12}</c>.
/// </remarks>
public sealed class MetadataExport(IMetadataDatabase database, IEnumerable<ModuleMigrations> modules)
{
    /// <returns>The number of rows.</returns>
    /// <exception cref="NewerSchemaException">A newer server has changed the metadata, and this one does not know what there is.</exception>
    public async Task<long> WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var moment = await database.OpenMomentAsync(cancellationToken);
        var versions = await AppliedMigrations.ReadAsync(moment);
        versions.MustBeKnown(modules, database.Engine);
        using var lines = new JsonLines(target);
        await lines.WriteAsync(json => ExportHead.Write(json, versions), cancellationToken);
        var rows = 0L;
        foreach (var table in MetadataSchema.At(versions, modules).Tables)
        {
            rows += await WriteAsync(table, moment, lines, cancellationToken);
        }

        await lines.WriteAsync(
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("rows", rows);
                json.WriteEndObject();
            },
            cancellationToken);
        await lines.FlushAsync(cancellationToken);
        return rows;
    }

    private static async Task<long> WriteAsync(MetadataTable table, DbConnection moment, JsonLines lines, CancellationToken cancellationToken)
    {
        await lines.WriteAsync(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("table", table.Name);
                json.WriteStartArray("columns");
                table.Columns.ToList().ForEach(column => json.WriteStringValue(column.Name));
                json.WriteEndArray();
                json.WriteEndObject();
            },
            cancellationToken);
        await using var command = moment.CreateCommand();
        command.CommandText = table.SelectAll;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = 0L;
        for (; await row.ReadAsync(cancellationToken); rows++)
        {
            await lines.WriteAsync(
                json =>
                {
                    json.WriteStartArray();
                    for (var index = 0; index < table.Columns.Count; index++)
                    {
                        table.Columns[index].Write(json, row, index);
                    }

                    json.WriteEndArray();
                },
                cancellationToken);
        }

        return rows;
    }
}
