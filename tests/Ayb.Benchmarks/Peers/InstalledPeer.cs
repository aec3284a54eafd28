namespace Ayb.Benchmarks.Peers;

/// <summary>A peer, and where it is on this machine.</summary>
internal sealed record InstalledPeer(IPeer Peer, string Executable);
