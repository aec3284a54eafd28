using System.Reflection;
using Ayb.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Ayb.Architecture.Tests;

public sealed class LogEvents
{
    private const BindingFlags EveryMethod = BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, int> FirstOfRange = new()
    {
        ["Ayb.Identity"] = 1000,
        ["Ayb.Databases"] = 2000,
        ["Ayb.Querying"] = 3000,
        ["Ayb.Sharing"] = 4000,
        ["Ayb.Snapshots"] = 5000,
        ["Ayb.Email"] = 6000,
        ["Ayb.Infrastructure"] = 9000,
        ["ayb-host"] = 9000,
    };

    private static IReadOnlyList<(string Assembly, string Method, LoggerMessageAttribute Event)> All =>
    [
        .. from assembly in Module.All.Select(module => module.Assembly).Append(typeof(ServerOptions).Assembly).Append(Assembly.Load("ayb-host"))
           from type in assembly.GetTypes()
           from method in type.GetMethods(EveryMethod)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select (assembly.GetName().Name!, $"{type.FullName}.{method.Name}", attribute),
    ];

    [Fact]
    public void Every_event_lies_in_the_range_of_its_module()
    {
        All.Should().NotBeEmpty();

        All.Where(entry => entry.Event.EventId / 1000 * 1000 != FirstOfRange[entry.Assembly])
            .Select(entry => $"{entry.Method} is {entry.Event.EventId}").Should().BeEmpty();
    }

    [Fact]
    public void No_two_events_share_a_number()
    {
        All.Should().NotBeEmpty();

        All.GroupBy(entry => entry.Event.EventId)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(", ", group.Select(entry => entry.Method))).Should().BeEmpty();
    }
}
