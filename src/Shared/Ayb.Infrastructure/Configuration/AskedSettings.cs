using System.Collections.Concurrent;

namespace Ayb.Infrastructure.Configuration;

/// <summary>What has been asked for so far. Whatever is written and never asked for is a mistake of the operator.</summary>
internal sealed class AskedSettings
{
    private readonly ConcurrentDictionary<string, SettingShape> _shapes = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Settings => [.. _shapes.Where(asked => asked.Value != SettingShape.Section).Select(asked => asked.Key)];

    public void Remember(string path, SettingShape shape)
    {
        if (path.Length > 0)
        {
            _shapes[path] = shape;
        }

        for (var section = SettingPath.Parent(path); section.Length > 0; section = SettingPath.Parent(section))
        {
            _shapes.TryAdd(section, SettingShape.Section);
        }
    }

    public bool Contains(string path) =>
        _shapes.ContainsKey(path)
        || (_shapes.GetValueOrDefault(SettingPath.Parent(path)) == SettingShape.List && SettingPath.IsIndex(SettingPath.Name(path)));

    /// <summary>The name that was probably meant: one that differs by a slip beside it, or the same one in another section.</summary>
    public string? Nearest(string path)
    {
        var name = SettingPath.Name(path);
        var limit = Math.Max(1, name.Length / 3);
        return _shapes.Keys
            .Select(asked => (Path: asked, Distance: Distance(asked)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Path, StringComparer.Ordinal)
            .Select(candidate => candidate.Path)
            .FirstOrDefault();

        int Distance(string asked)
        {
            var askedName = SettingPath.Name(asked);
            return SettingPath.Parent(asked) == SettingPath.Parent(path) ? EditDistance.Between(askedName.ToUpperInvariant(), name.ToUpperInvariant())
                : askedName == name ? 1
                : int.MaxValue;
        }
    }
}
