using System.ComponentModel.DataAnnotations;

namespace Ayb.Email;

/// <summary>The section <c>[email]</c>: where mails go. With both backends every mail goes to both.</summary>
public sealed class EmailOptions : IValidatableObject
{
    public EmailSmtpOptions? Smtp { get; init; }

    public EmailFileOptions? File { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Smtp is null && File is null)
        {
            yield return new ValidationResult(
                "there is no way to send mail, and nobody can register or log in without it. "
                + "Add [email.smtp] to send it, or [email.file] to have it written to a file.");
        }
    }
}
