using System.ComponentModel.DataAnnotations;

namespace Ayb.Email;

/// <summary>The section <c>[email.file]</c>: a file that gets one JSON object a line for every mail.</summary>
public sealed class EmailFileOptions
{
    [MinLength(1)]
    public required string Path { get; init; }
}
