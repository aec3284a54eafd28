using System.CommandLine;
using System.CommandLine.Invocation;

namespace Ayb.Cli;

internal sealed class VersionText : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionText).Assembly.GetName().Version!;
        parseResult.InvocationConfiguration.Output.WriteLine($"ayb {version.ToString(3)}");
        return 0;
    }
}
