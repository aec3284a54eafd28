using Microsoft.Net.Http.Headers;

namespace Ayb.Querying;

/// <summary>How much a client would like a media type. The default is not at all.</summary>
/// <param name="Quality">What the client says of it.</param>
/// <param name="Precision">How exactly it is named: 3 by its name, 2 by <c>text/*</c>, 1 by <c>*/*</c>.</param>
/// <param name="Earliness">Falls along the header: what comes first is meant first.</param>
internal readonly record struct Preference(double Quality, int Precision, int Earliness) : IComparable<Preference>
{
    /// <summary>The quality is that of the range which names the type most exactly, be it 0.</summary>
    public static Preference For(string type, IList<MediaTypeHeaderValue> ranges)
    {
        var found = default(Preference);
        for (var index = 0; index < ranges.Count; index++)
        {
            if (PrecisionOf(ranges[index], type) is var precision && precision > found.Precision)
            {
                found = new Preference(ranges[index].Quality ?? 1, precision, -index);
            }
        }

        return found.Quality > 0 ? found : default;
    }

    public int CompareTo(Preference other) =>
        (Quality, Precision, Earliness).CompareTo((other.Quality, other.Precision, other.Earliness));

    private static int PrecisionOf(MediaTypeHeaderValue range, string type)
    {
        if (range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            return 3;
        }

        return range.MatchesAllTypes ? 1
            : range.MatchesAllSubTypes && type.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase) ? 2
            : 0;
    }
}
