using Ayb.Web;

namespace Ayb.Identity;

/// <summary>What somebody chose on the page of consent, and why it does not do.</summary>
internal sealed record RefusedChoice(string Complaint, Submission Submission);
