using Ayb.Contracts;

namespace Ayb.Architecture.Tests;

public sealed class Changes
{
    /// <summary>These only take away, and must go on when an account has changed too much.</summary>
    private static readonly string[] TakeAway = ["DeclineTransfer", "LogOut", "RemoveMember", "RevokeToken"];

    [Fact]
    public void Every_command_of_a_caller_counts_among_the_account_s_changes()
    {
        var commands = Module.All
            .SelectMany(module => module.Types)
            .Where(type => type.IsAssignableTo(typeof(ICommand)) && type.GetProperty(nameof(IChange.Caller)) is not null)
            .ToList();
        commands.Should().NotBeEmpty();

        commands.Where(type => !type.IsAssignableTo(typeof(IChange))).Select(type => type.Name).Should().BeEquivalentTo(TakeAway);
    }
}
