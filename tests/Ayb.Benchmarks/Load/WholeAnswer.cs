using System.Buffers;
using System.Security.Cryptography;

namespace Ayb.Benchmarks.Load;

/// <summary>The size and content of an answer that is too large to hold.</summary>
internal sealed class WholeAnswer : IDisposable
{
    private const int ReadAtOnce = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Bytes { get; private set; }

    /// <summary>Adds up the bytes of an answer as they come, which takes the least of the machine.</summary>
    /// <returns>How many bytes the answer has.</returns>
    public static async Task<long> CountAsync(HttpClient http, Call call)
    {
        var bytes = 0L;
        await ReadAsync(http, call, part => bytes += part.Length);
        return bytes;
    }

    public static async Task<WholeAnswer> OfAsync(HttpClient http, Call call)
    {
        var answer = new WholeAnswer();
        await ReadAsync(http, call, answer.Add);
        return answer;
    }

    public void Add(ReadOnlyMemory<byte> part)
    {
        Bytes += part.Length;
        _hash.AppendData(part.Span);
    }

    public bool IsSameAs(WholeAnswer other) =>
        Bytes == other.Bytes && _hash.GetCurrentHash().AsSpan().SequenceEqual(other._hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private static async Task ReadAsync(HttpClient http, Call call, Action<ReadOnlyMemory<byte>> take)
    {
        using var response = await http.SendAsync(call.ToRequest(), HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
        {
            throw WrongAnswerException.To($"{call.Body}, status {(int)response.StatusCode}", await response.Content.ReadAsStringAsync());
        }

        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        while (await stream.ReadAsync(buffer) is var read and > 0)
        {
            take(buffer.AsMemory(0, read));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
