using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Loads;

/// <summary>What is known of a column of CSV: it gets the narrowest type from which each of its values can be read again as it was.</summary>
internal sealed class CsvColumn(string name)
{
    private readonly CsvDecimals _decimals = new();
    private bool _hasWideIntegers;
    private ColumnType _type = ColumnType.Null;

    public string Name { get; } = name;

    public ColumnType Type => _type == ColumnType.Null ? ColumnType.Text : _type;

    public string DeclaredType => Type switch
    {
        ColumnType.Integer => "INTEGER",
        ColumnType.Real => "REAL",
        _ => "TEXT",
    };

    public void See(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty || _type == ColumnType.Text)
        {
            return;
        }

        if (CsvNumber.IsInteger(field, out var integer))
        {
            _hasWideIntegers |= !CsvNumber.IsExactReal(integer);
            _type = _type != ColumnType.Real ? ColumnType.Integer : _hasWideIntegers ? ColumnType.Text : ColumnType.Real;
        }
        else
        {
            _type = CsvNumber.IsReal(field, out _) && !_hasWideIntegers ? ColumnType.Real : ColumnType.Text;
        }

        if (_type != ColumnType.Text && !_decimals.Fit(field))
        {
            _type = ColumnType.Text;
        }
    }
}
