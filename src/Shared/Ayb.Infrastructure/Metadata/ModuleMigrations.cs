using System.Reflection;

namespace Ayb.Infrastructure.Metadata;

/// <summary>
/// The numbered SQL files that a module embeds: <c>Migrations/sqlite/0001_entities.sql</c> and the same for postgresql.
/// </summary>
public sealed record ModuleMigrations(string Module, Assembly Assembly)
{
    /// <summary>In the order in which they are applied.</summary>
    /// <exception cref="InvalidOperationException">A number is missing or stands twice.</exception>
    public IReadOnlyList<Migration> For(string engine)
    {
        var folder = $".Migrations.{engine}.";
        var migrations = Assembly.GetManifestResourceNames()
            .Where(name => name.Contains(folder, StringComparison.Ordinal))
            .Select(name => Read(name, name[(name.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..]))
            .OrderBy(migration => migration.Number)
            .ToList();

        for (var index = 0; index < migrations.Count; index++)
        {
            if (migrations[index].Number != index + 1)
            {
                throw new InvalidOperationException(
                    $"{Module}: migration {index + 1} for {engine} is missing or stands twice.");
            }
        }

        return migrations;
    }

    private Migration Read(string resource, string file)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(file.AsSpan(0, 4)), file, reader.ReadToEnd());
    }
}
