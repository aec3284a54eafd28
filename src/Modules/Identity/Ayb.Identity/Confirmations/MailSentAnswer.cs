using Ayb.Contracts;
using Ayb.Web;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal static class MailSentAnswer
{
    /// <summary>Says that a mail is on its way, and never to where if the reader did not say it themselves.</summary>
    public static Task ShowMailSentAsync(this HttpResponse response, EntitySlug entity, string? emailAddress) =>
        response.ShowAsync<MailSentPage>(
            StatusCodes.Status200OK,
            new()
            {
                [nameof(MailSentPage.Entity)] = entity.Value,
                [nameof(MailSentPage.EmailAddress)] = emailAddress,
            });
}
