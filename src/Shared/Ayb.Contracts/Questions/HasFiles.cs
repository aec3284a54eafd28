namespace Ayb.Contracts;

/// <summary>Does this server have files of databases, whether it knows of these databases or not? Unanswered means that it has none.</summary>
public sealed class HasFiles : Question<bool>;
