using Ayb.Contracts;

namespace Ayb.Sharing.Storage;

/// <summary>Between a database and an entity there is one grant at most.</summary>
internal readonly record struct GrantKey(DatabaseId Database, EntityId Entity);
