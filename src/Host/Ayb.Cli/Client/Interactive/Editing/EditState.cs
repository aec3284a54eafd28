namespace Ayb.Cli.Client.Interactive.Editing;

internal enum EditState
{
    Editing,
    Accepted,
    Dropped,
    Ended,
    ScreenToClear,
}
