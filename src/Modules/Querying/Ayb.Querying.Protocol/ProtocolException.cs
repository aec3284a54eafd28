namespace Ayb.Querying.Protocol;

/// <summary>The other side does not keep to the protocol.</summary>
public sealed class ProtocolException(string message) : Exception(message);
