namespace Ayb.Snapshots.Zstd;

/// <summary>What a call has taken from its input and given to its output.</summary>
/// <param name="Consumed">Bytes of the input.</param>
/// <param name="Produced">Bytes of the output.</param>
/// <param name="IsAtEnd">Whether a frame is now complete, and all of it handed out.</param>
internal readonly record struct ZstdStep(int Consumed, int Produced, bool IsAtEnd);
