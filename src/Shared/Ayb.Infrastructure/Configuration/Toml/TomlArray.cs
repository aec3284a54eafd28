namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>An array. Only one that <c>[[headers]]</c> built, <paramref name="isOfTables"/>, may grow after its first mention.</summary>
internal sealed class TomlArray(TomlPosition position, bool isOfTables = false) : TomlValue(TomlKind.Array, position)
{
    public bool IsOfTables { get; } = isOfTables;

    public List<TomlValue> Items { get; } = [];
}
