namespace Ayb.Contracts;

/// <summary>
/// A command that leaves more metadata behind, or may do so when it is repeated. An account may send so many of them and no more.
/// What only takes away is not held back: whoever has stolen a token must not keep its owner from revoking it.
/// </summary>
public interface IChange : IManagingCommand;
