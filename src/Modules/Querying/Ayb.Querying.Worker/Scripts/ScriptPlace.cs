namespace Ayb.Querying.Worker.Scripts;

/// <summary>Where a script runs, which decides what transaction it is in.</summary>
internal enum ScriptPlace
{
    /// <summary>On a connection that cannot write.</summary>
    Reader,

    /// <summary>On the writer's connection, with nobody else's statements in its transaction.</summary>
    Alone,

    /// <summary>On the writer's connection, in a savepoint of a transaction that it shares.</summary>
    Group,

    /// <summary>In a session's transaction, which lasts over several requests.</summary>
    Session,
}
