namespace Ayb.Contracts;

/// <summary>
/// The file of a database that is about to exist. Whoever does not know whether it does, since the metadata could not be asked, calls
/// neither: the server's next start finds out.
/// </summary>
/// <param name="confirm">The database exists: its row is committed.</param>
/// <param name="drop">The database will not exist.</param>
public sealed class StagedFile(Action confirm, Action drop)
{
    /// <summary>The database exists: its row is committed.</summary>
    public void Confirm() => confirm();

    /// <summary>The database will not exist.</summary>
    public void Drop() => drop();
}
