using Ayb.Contracts;

namespace Ayb.Databases.Storage;

/// <summary>What a database is called in URLs.</summary>
internal readonly record struct DatabaseName(EntitySlug Owner, DatabaseSlug Slug);
