using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ayb.Contracts;
using Microsoft.AspNetCore.Http;

namespace Ayb.Infrastructure.Http;

/// <summary>How endpoints answer.</summary>
public static class ResponseExtensions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new UtcTimeConverter() },
    };

    /// <summary>Answers with the value as JSON in snake_case, or with the failure.</summary>
    public static Task AnswerAsync<T>(this HttpResponse response, Result<T> result, int status = StatusCodes.Status200OK)
    {
        if (!result.TryGet(out var value, out var error))
        {
            return response.WriteErrorAsync(error);
        }

        response.StatusCode = status;
        return response.WriteAsJsonAsync(value, Json, "application/json", response.HttpContext.RequestAborted);
    }

    /// <summary>Answers that it is done, without a body, or with the failure.</summary>
    public static Task AnswerDoneAsync(this HttpResponse response, Result<Nothing> result)
    {
        if (result.Error is { } error)
        {
            return response.WriteErrorAsync(error);
        }

        response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
