using Ayb.Querying.Protocol;

namespace Ayb.Querying;

/// <summary>A file that can be a database here.</summary>
/// <param name="Path">Where it is, until its folder is gone.</param>
/// <param name="Found">What is in it.</param>
internal sealed record LoadedFile(string Path, LoadedRows Found);
