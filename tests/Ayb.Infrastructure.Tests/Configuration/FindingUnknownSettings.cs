using Ayb.Infrastructure.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class FindingUnknownSettings : IDisposable
{
    private readonly SettingsFolder _folder = new();

    [Theory]
    [InlineData("rwos = 1", "ayb.toml:2: limits.rwos is not a known setting. Did you mean limits.rows (AYB__LIMITS__ROWS)?")]
    [InlineData("Rows = 1", "ayb.toml:2: limits.Rows is not a known setting. Did you mean limits.rows (AYB__LIMITS__ROWS)?")]
    [InlineData("data = 'secret'", "ayb.toml:2: limits.data is not a known setting. Did you mean paths.data (AYB__PATHS__DATA)?")]
    [InlineData("unrelated = 'secret'", "ayb.toml:2: limits.unrelated is not a known setting. Remove it.")]
    [InlineData("[pahts]\ndata = 1\nmore = 2", "ayb.toml:2: pahts is not a known setting. Did you mean paths (AYB__PATHS)?")]
    [InlineData("[[other]]\nx = 1\n[[other]]", "ayb.toml:2: other is not a known setting. Remove it.")]
    [InlineData("[unrelated]", "ayb.toml:2: unrelated is not a known setting. Remove it.")]
    [InlineData("two = 2\none = 1", "ayb.toml:2: limits.two is not a known setting. Remove it.\nayb.toml:3: limits.one is not a known setting. Remove it.")]
    public void What_nobody_asked_for_in_the_file_is_told(string lines, string message)
    {
        var file = Asked(_folder.Load($"[limits]\n{lines}"));

        _folder.Message(file.EnsureAllKnown).Should().Be(message);
    }

    [Theory]
    [InlineData("AYB__LIMITS__ROW", "AYB__LIMITS__ROW: limits.row is not a known setting. Did you mean AYB__LIMITS__ROWS?")]
    [InlineData("AYB__PORT", "AYB__PORT: port is not a known setting. Unset the variable.")]
    [InlineData("AYB__LIMITS__ROWS__0", "AYB__LIMITS__ROWS__0: limits.rows.0 is not a known setting. Unset the variable.")]
    public void What_nobody_asked_for_in_the_environment_is_told(string variable, string message)
    {
        var file = Asked(_folder.Load("", (variable, "secret")));

        _folder.Message(file.EnsureAllKnown).Should().Be(message);
    }

    [Fact]
    public void The_root_is_not_what_a_short_name_meant()
    {
        var file = _folder.Load("x = 1");

        file.Configuration.ReadSettings<PathsSettings>();

        _folder.Message(file.EnsureAllKnown).Should().Be("ayb.toml:1: x is not a known setting. Remove it.");
    }

    [Fact]
    public void Sections_and_lists_that_were_asked_for_are_known()
    {
        var file = _folder.Load("[some.sample]\nname = 'n'\norigins = ['a', 'b']\n[some.sample.paths]", ("PATH", "/bin"), ("AYB_HOME", "/"));

        file.Configuration.ReadOptionalSettings<SampleSettings>("some:sample");

        file.EnsureAllKnown();
    }

    [Theory]
    [InlineData("ayb__limits__rows", "ayb__limits__rows must be spelled AYB__LIMITS__ROWS.")]
    [InlineData("AYB__LIMITS:ROWS", "AYB__LIMITS:ROWS must be spelled AYB__LIMITS__ROWS.")]
    public void A_variable_that_is_spelled_otherwise_is_refused(string variable, string message) =>
        _folder.Message(() => _folder.Load("", (variable, "1"))).Should().Be(message);

    private static SettingsFile Asked(SettingsFile file)
    {
        file.Configuration.ReadOptionalSettings<PathsSettings>("paths");
        try
        {
            file.Configuration.ReadOptionalSettings<LimitsSettings>("limits");
        }
        catch (ConfigurationException)
        {
            // That rows is missing is not what these scenarios are about.
        }

        return file;
    }

    public void Dispose() => _folder.Dispose();
}
