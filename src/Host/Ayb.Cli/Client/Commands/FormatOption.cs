using System.CommandLine;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class FormatOption : Option<string>
{
    public FormatOption()
        : base("--format")
    {
        HelpName = "table|csv";
        Description = "How to print the rows (default: table)";
        DefaultValueFactory = _ => "table";
        AcceptOnlyFromAmong("table", "csv");
    }

    public TableWriter Chosen(ParseResult given) => given.GetValue(this) == "csv" ? Csv.Write : AlignedText.Write;
}
