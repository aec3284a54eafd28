namespace Ayb.Benchmarks.Load;

/// <summary>A request that a load repeats, and how its right answer is recognized.</summary>
internal sealed record Call(Uri Address, Predicate<string> IsRight)
{
    /// <summary><c>null</c>: a GET; else a POST.</summary>
    public string? Body { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The same by somebody who has this token.</summary>
    public Call By(string token) => this with { Headers = [.. Headers, ("authorization", token)] };

    public Call AsJson() => this with { Headers = [.. Headers, ("content-type", "application/json")] };

    public Call Accepting(string mediaType) => this with { Headers = [.. Headers, ("accept", mediaType)] };

    /// <returns>The answer.</returns>
    /// <exception cref="WrongAnswerException">It is not right.</exception>
    public async Task<string> SendAsync(HttpClient http)
    {
        using var response = await http.SendAsync(ToRequest(), HttpCompletionOption.ResponseContentRead);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode && IsRight(answer)
            ? answer
            : throw WrongAnswerException.To($"{Body ?? "GET"} at {Address}, status {(int)response.StatusCode}", answer);
    }

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Body is null ? HttpMethod.Get : HttpMethod.Post, Address);
        if (Body is not null)
        {
            request.Content = new StringContent(Body);
            request.Content.Headers.ContentType = null;
        }

        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
