using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ProfileCommand : ClientCommand
{
    // In a profile, as scripts know it, what is missing is this word and not the NULL of rows.
    private const string Missing = "null";

    private readonly Argument<string> _entity = new("entity") { Description = "Whose profile" };
    private readonly FormatOption _format = new();

    public ProfileCommand(ClientSettings settings)
        : base(
            settings,
            "profile",
            "Show the profile of an entity",
            "ayb client profile marcua",
            "ayb client profile marcua --format csv")
    {
        Add(_entity);
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.Connect(given);
        var answer = await server.Send(
            new Call(HttpMethod.Get, "entity", given.GetRequiredValue(_entity)), Wire.Default.ProfileAnswer, cancellationToken);
        var profile = answer.Profile;
        _format.Chosen(given)(output, new Table(
            ["Display name", "Description", "Organization", "Location", "Links"],
            [[
                profile.DisplayName ?? Missing,
                profile.Description ?? Missing,
                profile.Organization ?? Missing,
                profile.Location ?? Missing,
                string.Join(',', profile.Links.Select(Shown)),
            ]]));
    }

    // A comma in an address would make two links of it, and the second one look verified by the page of the first.
    private static string Shown(ProfileLink link)
    {
        var url = link.Url.Replace(",", "%2C", StringComparison.Ordinal);
        return link.Verified ? $"{url} (verified)" : url;
    }
}
