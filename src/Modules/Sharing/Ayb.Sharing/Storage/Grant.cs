using Ayb.Contracts;

namespace Ayb.Sharing.Storage;

/// <summary>What a database grants to one entity.</summary>
internal readonly record struct Grant(EntityId To, SharingLevel Level);
