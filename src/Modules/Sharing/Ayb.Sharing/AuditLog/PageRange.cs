using System.Globalization;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Http;

namespace Ayb.Sharing;

/// <summary>Which part of an audit log is asked for.</summary>
/// <param name="Limit">How many events at most.</param>
/// <param name="Before">Only those before this one.</param>
internal sealed record PageRange(int Limit, long Before)
{
    private const int Usual = 100;
    private const int Most = 1000;

    /// <summary>Reads <c>limit</c> and <c>before</c>, from the query of the address or, as all else, from headers.</summary>
    public static Result<PageRange> Of(HttpRequest request) =>
        Number(request, "limit", Usual, Most).TryGet(out var limit, out var error)
        && Number(request, "before", long.MaxValue, long.MaxValue).TryGet(out var before, out error)
            ? new PageRange((int)limit, before)
            : error;

    private static Result<long> Number(HttpRequest request, string name, long absent, long most)
    {
        if (!Text(request, name).TryGet(out var text, out var error))
        {
            return error;
        }

        return text is null ? absent
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && 1 <= number && number <= most ? number
            : AybError.Invalid(most == Most ? $"'{name}' must be a number from 1 to {Most}." : $"'{name}' must be the 'next' of an answer.");
    }

    private static Result<string?> Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var given) ? given.ToString() : request.OptionalHeader(name);
}
