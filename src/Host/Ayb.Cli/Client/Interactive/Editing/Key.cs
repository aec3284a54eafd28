namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>What a person meant by a key, or by several that the terminal sends as one.</summary>
/// <param name="Intent">What to do.</param>
/// <param name="Text">What to insert, for <see cref="Intent.Insert"/>.</param>
internal readonly record struct Key(Intent Intent, string Text = "");
