namespace Ayb.Querying.Worker.Scripts;

/// <summary>How far a script came in the place where it ran.</summary>
internal enum ScriptEnd
{
    Complete,

    /// <summary>A statement failed after the first rows were sent; the answer says so itself.</summary>
    Told,

    /// <summary>It would write; nothing of it has taken effect here.</summary>
    NeedsWriter,

    /// <summary>It cannot share a transaction; what it did must be rolled back.</summary>
    NeedsToBeAlone,
}
