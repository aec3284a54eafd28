using System.Data;
using System.Text.RegularExpressions;
using Dapper;

namespace Ayb.Infrastructure.Metadata;

/// <summary>
/// The values of an <c>IN @Name</c>, each a parameter of its own. An array in its place would reach PostgreSQL as an array,
/// which IN does not take.
/// </summary>
/// <param name="values">At most 30,000: SQLite's limit of parameters is not far above.</param>
public sealed class InList(IReadOnlyCollection<string> values) : SqlMapper.ICustomQueryParameter
{
    // SQLite seeks each parameter among all others: 10,000 in a statement take a second.
    private const int QuickInOneStatement = 1_000;

    /// <summary>Any number of values, in lists for one statement each.</summary>
    public static IEnumerable<InList> Split(IEnumerable<string> values) =>
        values.Chunk(QuickInOneStatement).Select(some => new InList(some));

    public void AddParameter(IDbCommand command, string name)
    {
        var names = new List<string>(values.Count);
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"{name}{names.Count}";
            parameter.Value = value;
            command.Parameters.Add(parameter);
            names.Add($"@{parameter.ParameterName}");
        }

        // Nothing is equal to NULL: an empty list matches no row.
        var list = names.Count == 0 ? "NULL" : string.Join(", ", names);
        command.CommandText = Regex.Replace(command.CommandText, $@"@{name}\b", $"({list})");
    }
}
