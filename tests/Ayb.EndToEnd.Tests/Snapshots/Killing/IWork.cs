namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>Something that takes its time, and that somebody dies under.</summary>
internal interface IWork
{
    /// <summary>How many databases there are by now.</summary>
    int Databases => 1;

    /// <param name="number">What the database holds before; it has never held it.</param>
    Task PrepareAsync(int number);

    /// <returns>The answer.</returns>
    Task<string> DoAsync();

    /// <param name="answer">What it was answered; null when nobody was left to answer.</param>
    /// <param name="number">As it was prepared with.</param>
    /// <exception cref="Exception">Something is there by halves, or is not there though it was acknowledged.</exception>
    Task CheckAsync(string? answer, int number);

    /// <summary>What has to be so when nobody dies any more.</summary>
    Task ConcludeAsync();
}
