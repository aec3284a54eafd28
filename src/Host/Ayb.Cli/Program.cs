using Ayb.Cli;

return await CommandLine.Run(args, Shell.OfThisProcess());
