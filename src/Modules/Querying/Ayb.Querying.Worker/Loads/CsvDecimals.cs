namespace Ayb.Querying.Worker.Loads;

/// <summary>
/// How the numbers of a column are written. A number that is kept knows nothing of zeros at its end. Nothing is lost with them if there are none,
/// if only whole numbers have one (<c>1.0</c>), or if all have as many digits after the point, as prices do (<c>1.10</c>). Else they say
/// something, as in versions: <c>1.9</c>, <c>1.10</c>.
/// </summary>
internal sealed class CsvDecimals
{
    private int? _count;
    private bool _haveNoZeros = true;
    private bool _haveZeroIfWhole = true;
    private bool _areAsMany = true;

    /// <param name="number">As <see cref="CsvNumber"/> has it.</param>
    /// <returns>Whether it is written in a way that those before it are written in too.</returns>
    public bool Fit(ReadOnlySpan<byte> number)
    {
        var end = number.IndexOfAny((byte)'e', (byte)'E');
        var digits = end < 0 ? number : number[..end];
        var point = digits.IndexOf((byte)'.');
        var count = point < 0 ? 0 : digits.Length - point - 1;
        var endsInZero = count > 0 && digits[^1] == (byte)'0';
        _haveNoZeros &= !endsInZero;
        _haveZeroIfWhole &= count == 0 ? end >= 0 : count == 1 || !endsInZero;
        _areAsMany &= count == (_count ??= count);
        return _haveNoZeros || _haveZeroIfWhole || _areAsMany;
    }
}
