using Ayb.Querying.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ayb.Querying;

/// <summary>Which of the formats of an answer suits a request's <c>Accept</c> best, as RFC 9110 (12.5.1) weighs them.</summary>
internal static class AcceptedFormat
{
    private const string Json = "application/json";
    private const string Ndjson = "application/x-ndjson";

    /// <summary>JSON also when nothing suits: a browser that asks for a page is better served by it than by a refusal.</summary>
    public static AnswerFormat Of(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        return accept.Count == 0 || (accept.Count == 1 && accept[0] is null or "" or "*/*" or Json) ? AnswerFormat.Json : Weigh(accept!);
    }

    public static string ContentType(AnswerFormat format) => format switch
    {
        AnswerFormat.Ndjson => Ndjson,
        AnswerFormat.Csv => "text/csv; charset=utf-8; header=present",
        _ => Json,
    };

    private static AnswerFormat Weigh(IList<string> accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
        {
            return AnswerFormat.Json;
        }

        var (best, format) = (default(Preference), AnswerFormat.Json);
        foreach (var (offered, type) in ((AnswerFormat, string)[])[(AnswerFormat.Json, Json), (AnswerFormat.Ndjson, Ndjson), (AnswerFormat.Csv, "text/csv")])
        {
            if (Preference.For(type, ranges) is var preference && preference.CompareTo(best) > 0)
            {
                (best, format) = (preference, offered);
            }
        }

        return format;
    }
}
