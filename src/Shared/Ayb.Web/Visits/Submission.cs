using Microsoft.AspNetCore.Http;

namespace Ayb.Web;

/// <summary>Somebody has sent a form of one of our own pages.</summary>
public sealed record Submission(Visit Visit, IFormCollection Form)
{
    /// <summary>A field that was sent once; an empty text for any other.</summary>
    public string this[string field] => Form[field] is [{ } value] ? value.Trim() : "";
}
