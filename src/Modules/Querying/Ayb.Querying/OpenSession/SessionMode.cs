namespace Ayb.Querying;

/// <summary>What a session is for.</summary>
public enum SessionMode
{
    /// <summary>Reads one state of the database, whatever others write meanwhile.</summary>
    Read,

    /// <summary>Is the only one that writes until its end.</summary>
    Write,
}
