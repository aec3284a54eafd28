using Ayb.Infrastructure.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class ComposingModules : IDisposable
{
    private readonly SettingsFolder _folder = new();

    [Fact]
    public void Every_module_gets_the_configuration()
    {
        var file = _folder.Load("[limits]\nrows = 1\n[paths]\ndata = 'd'");
        LimitsSettings? limits = null;
        PathsSettings? paths = null;

        file.Compose(
            configuration => limits = configuration.ReadSettings<LimitsSettings>("limits"),
            configuration => paths = configuration.ReadSettings<PathsSettings>("paths"));

        limits.Should().Be(new LimitsSettings { Rows = 1 });
        paths.Should().Be(new PathsSettings { Data = "d" });
    }

    [Fact]
    public void The_problems_of_all_modules_are_told_once_and_together()
    {
        var file = _folder.Load("[limits]\nrow = 1\n[paths]\ndata = 1\n[later]\nrows = 1");

        var compose = () => file.Compose(
            configuration => configuration.ReadSettings<LimitsSettings>("limits"),
            configuration =>
            {
                configuration.ReadSettings<PathsSettings>("paths");
                configuration.ReadSettings<LimitsSettings>("later");
            },
            configuration => configuration.ReadSettings<PathsSettings>("paths"));

        _folder.Message(compose).Should().Be(
            """
            limits.rows is missing. Add it to [limits] in ayb.toml, or set AYB__LIMITS__ROWS.
            ayb.toml:4: paths.data must be a string, but it is a whole number (1). Correct it there, or set AYB__PATHS__DATA.
            ayb.toml:2: limits.row is not a known setting. Did you mean limits.rows (AYB__LIMITS__ROWS)?
            """,
            "[later] belongs to the module that failed before it asked");
    }

    [Fact]
    public void Unknown_settings_stop_modules_that_are_content()
    {
        var file = _folder.Load("prot = 1");

        _folder.Message(() => file.Compose(configuration => configuration.ReadSettings<PathsSettings>()))
            .Should().Be("ayb.toml:1: prot is not a known setting. Remove it.");
    }

    [Fact]
    public void A_bug_in_a_module_is_not_taken_for_a_problem_of_the_configuration()
    {
        var compose = () => _folder.Load("").Compose(_ => throw new InvalidOperationException("bug"));

        compose.Should().Throw<InvalidOperationException>().WithMessage("bug");
    }

    public void Dispose() => _folder.Dispose();
}
