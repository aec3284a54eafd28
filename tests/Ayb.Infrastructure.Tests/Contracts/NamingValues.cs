using Ayb.Contracts;

namespace Ayb.Infrastructure.Tests.Contracts;

public sealed class NamingValues
{
    [Theory]
    [InlineData(PublicSharingLevel.NoAccess, "no-access")]
    [InlineData(PublicSharingLevel.Fork, "fork")]
    [InlineData(PublicSharingLevel.ReadOnly, "read-only")]
    public void Names_are_those_of_the_contract_both_ways(PublicSharingLevel level, string name)
    {
        WireName.Of(level).Should().Be(name);
        WireName.TryParse<PublicSharingLevel>(name, out var parsed).Should().BeTrue();
        parsed.Should().Be(level);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("NoAccess")]
    [InlineData("fork,read-only")]
    public void Other_names_are_none(string name) =>
        WireName.TryParse<PublicSharingLevel>(name, out _).Should().BeFalse();

    [Fact]
    public void All_names_stand_in_messages() => WireName.All<DatabaseType>().Should().Be("sqlite, duckdb");
}
