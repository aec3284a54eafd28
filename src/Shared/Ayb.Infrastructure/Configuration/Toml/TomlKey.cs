namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>One part of a (dotted) key, without its quotes.</summary>
internal readonly record struct TomlKey(string Name, TomlPosition Position);
