using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>One statement, in UTF-8, and what its parameters stand for.</summary>
/// <param name="Sql">One statement and no more.</param>
/// <param name="Parameters">In the order of the statement's parameters; or, with names, in any order.</param>
internal sealed record JsonStatement(byte[] Sql, IReadOnlyList<Parameter> Parameters);
