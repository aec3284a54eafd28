using Ayb.Contracts;
using Ayb.Snapshots.Catalog;

namespace Ayb.Snapshots;

/// <summary>A snapshot that has an object and no row, and whose it is.</summary>
internal sealed record Adopted(HostedDatabase Database, Snapshot Snapshot);
