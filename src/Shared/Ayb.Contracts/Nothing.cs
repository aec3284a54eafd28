namespace Ayb.Contracts;

/// <summary>The value of a command that has nothing to say but that it succeeded.</summary>
public readonly record struct Nothing;
