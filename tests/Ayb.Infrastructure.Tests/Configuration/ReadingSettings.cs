using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class ReadingSettings : IDisposable
{
    private readonly SettingsFolder _folder = new();

    [Fact]
    public void Every_kind_of_property_takes_its_value_from_the_file()
    {
        var file = _folder.Load("""
            [sample]
            name = "n"
            port = 80
            limit = -1
            size = 5_000_000_000
            is_open = true
            interval = "1h30m"
            colour = "dark-blue"
            origins = ["a", "b"]
            public_url = "https://ayb.example.com"
            password = "long enough"
            pin = 0x10
            legacy = "old"
            limits.rows = 7
            [sample.paths]
            data = ""
            """);

        file.Configuration.ReadSettings<SampleSettings>("sample").Should().BeEquivalentTo(new SampleSettings
        {
            Name = "n",
            Port = 80,
            Limit = -1,
            Size = 5_000_000_000,
            IsOpen = true,
            Interval = TimeSpan.FromMinutes(90),
            Colour = Colour.DarkBlue,
            Origins = ["a", "b"],
            PublicUrl = "https://ayb.example.com",
            Password = "long enough",
            Pin = 16,
            OldName = "old",
            Limits = new LimitsSettings { Rows = 7 },
            Paths = new PathsSettings { Data = "" },
        });
        file.EnsureAllKnown();
    }

    [Fact]
    public void What_is_not_given_keeps_its_initial_value() =>
        _folder.Load("[sample]\nname = 'n'").Configuration.ReadSettings<SampleSettings>("sample")
            .Should().BeEquivalentTo(new SampleSettings { Name = "n" });

    [Fact]
    public void Every_kind_of_property_takes_its_text_from_the_environment()
    {
        var file = _folder.Load(
            "",
            ("AYB__SAMPLE__NAME", "n"),
            ("AYB__SAMPLE__PORT", "80"),
            ("AYB__SAMPLE__IS_OPEN", "true"),
            ("AYB__SAMPLE__INTERVAL", "3s"),
            ("AYB__SAMPLE__COLOUR", "Red"),
            ("AYB__SAMPLE__ORIGINS", "a, b"),
            ("AYB__SAMPLE__LIMITS__ROWS", "7"),
            ("AYB__SAMPLE__PATHS__DATA", ""));

        file.Configuration.ReadSettings<SampleSettings>("sample").Should().BeEquivalentTo(new SampleSettings
        {
            Name = "n",
            Port = 80,
            IsOpen = true,
            Interval = TimeSpan.FromSeconds(3),
            Origins = ["a", "b"],
            Limits = new LimitsSettings { Rows = 7 },
            Paths = new PathsSettings { Data = "" },
        });
        file.EnsureAllKnown();
    }

    [Fact]
    public void The_environment_wins_over_the_file()
    {
        var file = _folder.Load(
            "[sample]\nname = 'file'\nport = 1\norigins = ['a', 'b']",
            ("AYB__SAMPLE__NAME", "variable"),
            ("AYB__SAMPLE__ORIGINS", "c"));

        file.Configuration.ReadSettings<SampleSettings>("sample").Should().BeEquivalentTo(
            new SampleSettings { Name = "variable", Port = 1, Origins = ["c"] });
    }

    [Fact]
    public void A_variable_may_correct_a_value_of_the_wrong_kind_in_the_file() =>
        _folder.Load("[sample]\nname = 1", ("AYB__SAMPLE__NAME", "n"))
            .Configuration.ReadSettings<SampleSettings>("sample").Name.Should().Be("n");

    [Fact]
    public void A_variable_may_replace_one_element_of_a_list() =>
        _folder.Load("[sample]\nname = 'n'\norigins = ['a', 'b']", ("AYB__SAMPLE__ORIGINS__1", "c"))
            .Configuration.ReadSettings<SampleSettings>("sample").Origins.Should().Equal("a", "c");

    [Fact]
    public void A_missing_file_is_allowed_when_the_environment_is_to_have_everything()
    {
        var environment = new Dictionary<string, string> { ["AYB__SAMPLE__NAME"] = "n", ["HOME"] = "/root" };

        var file = SettingsFile.Load(_folder.Path, optional: true, environment);

        file.Configuration.ReadSettings<SampleSettings>("sample").Name.Should().Be("n");
        file.EnsureAllKnown();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("[other]", false)]
    [InlineData("[limits]\nrows = 1", true)]
    public void An_optional_section_is_null_when_it_is_absent(string toml, bool isPresent) =>
        (_folder.Load(toml).Configuration.ReadOptionalSettings<LimitsSettings>("limits") is not null).Should().Be(isPresent);

    [Fact]
    public void An_optional_section_may_be_given_by_the_environment_alone() =>
        _folder.Load("", ("AYB__LIMITS__ROWS", "1"))
            .Configuration.ReadOptionalSettings<LimitsSettings>("limits").Should().Be(new LimitsSettings { Rows = 1 });

    [Fact]
    public void An_optional_section_without_settings_is_present()
    {
        var configuration = _folder.Load("[paths]").Configuration;

        configuration.ReadOptionalSettings<PathsSettings>("paths").Should().Be(new PathsSettings());
    }

    [Fact]
    public void Any_other_configuration_serves_too()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["sample:name"] = "n",
            ["sample:port"] = "80",
            ["sample:origins:0"] = "a",
            ["sample:limits:rows"] = "7",
        }).Build();
        var expected = new SampleSettings { Name = "n", Port = 80, Origins = ["a"], Limits = new LimitsSettings { Rows = 7 } };

        configuration.ReadSettings<SampleSettings>("sample").Should().BeEquivalentTo(expected);
        configuration.GetSection("sample").ReadSettings<SampleSettings>().Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void A_chained_file_still_knows_its_origins_and_can_be_overridden()
    {
        var file = _folder.Load("[sample]\nport = 'x'");
        var chained = new ConfigurationBuilder()
            .AddConfiguration(file.Configuration)
            .AddInMemoryCollection(new Dictionary<string, string?> { ["sample:name"] = "n" })
            .Build();

        _folder.Message(() => chained.ReadSettings<SampleSettings>("sample")).Should().StartWith("ayb.toml:2: sample.port must be a whole number");
        file.EnsureAllKnown();
    }

    [Fact]
    public void What_was_asked_for_can_be_listed()
    {
        var file = _folder.Load("");

        file.Configuration.ReadOptionalSettings<LimitsSettings>("limits");
        file.Configuration.ReadSettings<PathsSettings>();

        file.AskedFor.Should().Equal("data", "limits.rows");
    }

    public void Dispose() => _folder.Dispose();
}
