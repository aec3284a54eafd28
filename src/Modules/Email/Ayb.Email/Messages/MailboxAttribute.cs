using System.ComponentModel.DataAnnotations;

namespace Ayb.Email.Messages;

/// <summary>The setting is somebody to write to.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MailboxAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is string text && Mailbox.Parse(text) is not null;

    public override string FormatErrorMessage(string name) =>
        $"{name} must be an email address, alone or like \"Name <address@example.org>\"";
}
