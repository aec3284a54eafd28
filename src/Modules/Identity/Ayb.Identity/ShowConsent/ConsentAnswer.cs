using Ayb.Web;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

/// <summary>The pages that answer an authorization request, whether it was made or sent back.</summary>
internal static class ConsentAnswer
{
    public static Task ShowConsentAsync(
        this HttpResponse response, int status, Visit visit, AuthorizationRequest asked, Consent consent, RefusedChoice? refused = null) =>
        response.ShowAsync<ConsentPage>(
            status,
            new()
            {
                [nameof(ConsentPage.Visit)] = visit,
                [nameof(ConsentPage.Consent)] = consent,
                [nameof(ConsentPage.AppName)] = asked.AppName,
                [nameof(ConsentPage.Host)] = asked.RedirectUri.Host,
                [nameof(ConsentPage.Address)] = asked.RedirectUri.HasMoreThanHost ? asked.RedirectUri.Text : null,
                [nameof(ConsentPage.Access)] = asked.Access,
                [nameof(ConsentPage.Fields)] = asked.Fields,
                [nameof(ConsentPage.Complaint)] = refused?.Complaint,
                [nameof(ConsentPage.Chosen)] = refused?.Submission["database"],
                [nameof(ConsentPage.NewName)] = refused?.Submission["new_database"],
            },
            formTarget: asked.RedirectUri.Origin);

    /// <summary>Tells the person in the browser, and nobody else: where the app is was not established.</summary>
    public static Task ShowOAuthErrorAsync(this HttpResponse response, OAuthError error) =>
        response.ShowAsync<ErrorPage>(
            StatusCodes.Status400BadRequest,
            new()
            {
                [nameof(ErrorPage.Heading)] = "The app asked in a wrong way",
                [nameof(ErrorPage.Message)] = $"Nothing was given to it. {error.Description}",
                [nameof(ErrorPage.Code)] = error.Code,
            });
}
