using System.CommandLine;
using System.Net.Mime;
using System.Text.Json;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class UpdateProfileCommand : ClientCommand
{
    private readonly Argument<string> _entity = new("entity") { Description = "Whose profile: you, or an organization of yours" };
    private readonly Option<string[]> _links = new("--links")
    {
        HelpName = "URL…",
        Description = "The links, in place of all that there are; none to clear them",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string>[] _texts =
    [
        Text("--display_name", "A name for people, at most 35 characters; \"\" clears it, as it does the others"),
        Text("--description", "At most 100 characters"),
        Text("--organization", "At most 35 characters"),
        Text("--location", "At most 35 characters"),
    ];

    public UpdateProfileCommand(ClientSettings settings)
        : base(
            settings,
            "update_profile",
            "Change a profile; what is not given stays as it is",
            "ayb client update_profile marcua --display_name \"Adam Marcus\" --links https://marcua.net",
            "ayb client update_profile marcua --location \"\" --links")
    {
        Add(_entity);
        Array.ForEach(_texts, Add);
        Add(_links);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Patch, "entity", given.GetRequiredValue(_entity))
            {
                Body = JsonSerializer.Serialize(Changes(given), Wire.Default.ProfileChanges),
                BodyType = MediaTypeNames.Application.Json,
            },
            cancellationToken);
        output.WriteLine("Successfully updated profile");
    }

    private static Option<string> Text(string name, string description) => new(name) { HelpName = "TEXT", Description = description };

    private Dictionary<string, string?> Changes(ParseResult given)
    {
        var changes = new Dictionary<string, string?>();
        foreach (var option in _texts.Where(option => given.GetResult(option) is not null))
        {
            changes.Add(option.Name[2..], given.GetValue(option) is { Length: > 0 } text ? text : null);
        }

        if (given.GetResult(_links) is not null)
        {
            var urls = given.GetRequiredValue(_links).Where(url => url.Length > 0).ToArray();
            changes.Add("links", urls.Length > 0 ? LinksOf(urls) : null);
        }

        return changes;
    }

    // The API takes the list as a string that holds JSON.
    private static string LinksOf(string[] urls) =>
        JsonSerializer.Serialize(urls.Select(url => new LinkChange(url)), Wire.Default.LinkChanges);
}
