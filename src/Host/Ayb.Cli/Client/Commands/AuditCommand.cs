using System.CommandLine;
using System.Globalization;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class AuditCommand : ClientCommand
{
    // The most that the server gives in one answer.
    private const int Page = 1000;

    private readonly Argument<string[]> _of = new("entity")
    {
        HelpName = "entity[/database]",
        Description = "Whose audit log, such as marcua or marcua/test.sqlite",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var path = result.Tokens[0].Value.Split('/');
            if (path.Length > 2 || path.Contains(""))
            {
                result.AddError("Argument must be formatted as 'entity' or 'entity/database'");
            }

            return path;
        },
    };

    private readonly Option<int> _limit = new("--limit")
    {
        HelpName = "N",
        Description = "How many events at most, the newest ones (default: 100)",
        DefaultValueFactory = _ => 100,
        Validators =
        {
            result =>
            {
                if (result.Tokens is [{ Value: var count }] && int.TryParse(count, CultureInfo.InvariantCulture, out var limit) && limit < 1)
                {
                    result.AddError("--limit must be at least 1");
                }
            },
        },
    };

    private readonly FormatOption _format = new();

    public AuditCommand(ClientSettings settings)
        : base(
            settings,
            "audit",
            "List who shared what, and made and revoked which tokens",
            "ayb client audit marcua",
            "ayb client audit marcua/test.sqlite --limit 5000 --format csv")
    {
        Add(_of);
        Add(_limit);
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var of = given.GetRequiredValue(_of);
        using var server = Settings.ConnectWithToken(given);
        var events = await ListAsync(server, of, given.GetValue(_limit), cancellationToken);
        if (events.Count == 0)
        {
            output.WriteLine($"No events of {string.Join('/', of)}");
            return;
        }

        _format.Chosen(given)(output, new Table(
            ["At", "Actor", "Action", "Subject", "Database", "Detail"],
            [.. events.Select(one => new[] { one.At, one.Actor, one.Action, one.Subject, one.Database, one.Detail })]));
    }

    private static async Task<IReadOnlyList<AuditEvent>> ListAsync(
        AybServer server, string[] of, int limit, CancellationToken cancellationToken)
    {
        var events = new List<AuditEvent>();
        AuditPage page;
        string? next = null;
        do
        {
            var call = new Call(HttpMethod.Get, of is [var entity] ? ["entity", entity, "audit"] : [.. of, "audit"]);
            call.Headers["limit"] = Math.Min(Page, limit - events.Count).ToString(CultureInfo.InvariantCulture);
            if (next is not null)
            {
                call.Headers["before"] = next;
            }

            page = await server.Send(call, Wire.Default.AuditPage, cancellationToken);
            events.AddRange(page.Events);
            next = page.Next;
        }
        while (next is not null && page.Events.Count > 0 && events.Count < limit);
        return events;
    }
}
