using System.Text.Json;
using Ayb.Contracts;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>The first line of an export: <c>{"format":"ayb-metadata","version":1,"schemas":{"Identity":9}}</c>.</summary>
internal static class ExportHead
{
    private const string Format = "ayb-metadata";
    private const int Version = 1;

    public static void Write(Utf8JsonWriter json, SchemaVersions schemas)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteStartObject("schemas");
        foreach (var (module, number) in schemas.OfModules.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(module, number);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <returns>The schemas, all of which this build can make.</returns>
    public static Result<SchemaVersions> Read(JsonElement line, IEnumerable<ModuleMigrations> modules)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("format", out var format) || format.GetString() != Format)
        {
            return ExportErrors.Damaged("it does not begin as one");
        }

        var version = line.GetProperty("version").GetInt32();
        if (version > Version)
        {
            return ExportErrors.Newer($"its format is {version}, and this version knows it up to {Version}");
        }

        var known = modules.ToDictionary(module => module.Module, module => module.For("sqlite").Count);
        var schemas = line.GetProperty("schemas").EnumerateObject()
            .DistinctBy(schema => schema.Name)
            .ToDictionary(schema => schema.Name, schema => schema.Value.GetInt32());
        foreach (var (module, number) in schemas)
        {
            if (known.GetValueOrDefault(module) is var last && number > last)
            {
                return ExportErrors.Newer($"the schema of {module} is at {number}, and this version knows it up to {last}");
            }
        }

        return new SchemaVersions(schemas);
    }
}
