namespace Ayb.Querying.Worker.Lanes;

/// <summary>How far a script came in the place where it ran.</summary>
internal enum ScriptEnd
{
    Complete,

    /// <summary>It would write; nothing of it has taken effect here.</summary>
    NeedsWriter,

    /// <summary>It cannot share a transaction; what it did must be rolled back.</summary>
    NeedsToBeAlone,
}
