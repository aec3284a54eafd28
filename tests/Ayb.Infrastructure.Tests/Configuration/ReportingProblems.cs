using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class ReportingProblems : IDisposable
{
    private readonly SettingsFolder _folder = new();

    public static TheoryData<string, string> WrongInTheFile { get; } = new()
    {
        { "port = '1h'", "ayb.toml:3: sample.port must be a whole number, but it is a string (\"1h\"). Correct it there, or set AYB__SAMPLE__PORT." },
        { "port = 1.5", "ayb.toml:3: sample.port must be a whole number, but it is a number with a fraction (1.5). Correct it there, or set AYB__SAMPLE__PORT." },
        { "port = 0", "ayb.toml:3: sample.port must be between 1 and 65535, but it is 0. Correct it there, or set AYB__SAMPLE__PORT." },
        { "port = 3_000_000_000", "ayb.toml:3: sample.port must be a whole number between -2147483648 and 2147483647, but it is 3000000000. Correct it there, or set AYB__SAMPLE__PORT." },
        { "port = {}", "ayb.toml:3: sample.port must be a whole number, but it is a table. Correct it there, or set AYB__SAMPLE__PORT." },
        { "port = 1979-05-27", "ayb.toml:3: sample.port must be a whole number, but it is a date (1979-05-27). Correct it there, or set AYB__SAMPLE__PORT." },
        { "is_open = 'true'", "ayb.toml:3: sample.is_open must be true or false, but it is a string (\"true\"). Correct it there, or set AYB__SAMPLE__IS_OPEN." },
        { "interval = 30", "ayb.toml:3: sample.interval must be a duration like \"30m\" or \"1h30m\", but it is a whole number (30). Correct it there, or set AYB__SAMPLE__INTERVAL." },
        { "interval = '30'", "ayb.toml:3: sample.interval must be a duration like \"30m\" or \"1h30m\", but it is \"30\". Correct it there, or set AYB__SAMPLE__INTERVAL." },
        { "interval = '25h'", "ayb.toml:3: sample.interval must be between 1s and 24h, but it is \"25h\". Correct it there, or set AYB__SAMPLE__INTERVAL." },
        { "colour = 'red'", "ayb.toml:3: sample.colour must be \"Red\" or \"dark-blue\", but it is \"red\". Correct it there, or set AYB__SAMPLE__COLOUR." },
        { "colour = 0", "ayb.toml:3: sample.colour must be \"Red\" or \"dark-blue\", but it is a whole number (0). Correct it there, or set AYB__SAMPLE__COLOUR." },
        { "public_url = 'ftp://x'", "ayb.toml:3: sample.public_url must be an http or https URL, but it is \"ftp://x\". Correct it there, or set AYB__SAMPLE__PUBLIC_URL." },
        { "public_url = true", "ayb.toml:3: sample.public_url must be a string, but it is a boolean (true). Correct it there, or set AYB__SAMPLE__PUBLIC_URL." },
        { "origins = '*'", "ayb.toml:3: sample.origins must be a list of strings, but it is a string (\"*\"). Correct it there, or set AYB__SAMPLE__ORIGINS." },
        { "origins = ['a',\n 1]", "ayb.toml:4: sample.origins.1 must be a string, but it is a whole number (1). Correct it there, or set AYB__SAMPLE__ORIGINS__1." },
        { "origins = []", "ayb.toml:3: sample.origins must not be empty. Correct it there, or set AYB__SAMPLE__ORIGINS." },
        { "limits = 1", "ayb.toml:3: sample.limits must be a table, but it is a whole number. Correct it there, or set AYB__SAMPLE__LIMITS." },
        { "limits.rows = []", "ayb.toml:3: sample.limits.rows must be a whole number, but it is a list. Correct it there, or set AYB__SAMPLE__LIMITS__ROWS." },
        { "legacy = \"two\\nlines\\u202E\"\nport=0", "ayb.toml:4: sample.port must be between 1 and 65535, but it is 0. Correct it there, or set AYB__SAMPLE__PORT." },
        { "public_url = \"two\\nlines\\u202E\"", "ayb.toml:3: sample.public_url must be an http or https URL, but it is \"two\\u000Alines\\u202E\". Correct it there, or set AYB__SAMPLE__PUBLIC_URL." },
        { "legacy = 'n'", "ayb.toml:1: sample: name and legacy must differ." },
    };

    [Theory]
    [MemberData(nameof(WrongInTheFile))]
    public void A_wrong_value_in_the_file_is_told_with_its_line_and_its_variable(string line, string message)
    {
        var file = _folder.Load($"[sample]\nname = 'n'\n{line}");

        _folder.Message(() => file.Configuration.ReadSettings<SampleSettings>("sample")).Should().Be(message);
    }

    [Theory]
    [InlineData("AYB__SAMPLE__PORT", "80a", "AYB__SAMPLE__PORT: sample.port must be a whole number, but it is \"80a\". Correct the variable.")]
    [InlineData("AYB__SAMPLE__PORT", " 80", "AYB__SAMPLE__PORT: sample.port must be a whole number, but it is \" 80\". Correct the variable.")]
    [InlineData("AYB__SAMPLE__PORT", "", "AYB__SAMPLE__PORT: sample.port must be a whole number, but it is \"\". Correct the variable.")]
    [InlineData("AYB__SAMPLE__PORT", "70000", "AYB__SAMPLE__PORT: sample.port must be between 1 and 65535, but it is \"70000\". Correct the variable.")]
    [InlineData("AYB__SAMPLE__IS_OPEN", "yes", "AYB__SAMPLE__IS_OPEN: sample.is_open must be true or false, but it is \"yes\". Correct the variable.")]
    [InlineData("AYB__SAMPLE__LIMITS", "1", "AYB__SAMPLE__LIMITS: sample.limits must be a table. Correct the variable.")]
    [InlineData("AYB__SAMPLE__PASSWORD", "hunter2", "AYB__SAMPLE__PASSWORD: sample.password must have a length of at least 8. Correct the variable.")]
    [InlineData("AYB__SAMPLE__PIN", "hunter2", "AYB__SAMPLE__PIN: sample.pin must be a whole number. Correct the variable.")]
    public void A_wrong_value_in_the_environment_is_told_with_its_variable(string variable, string value, string message)
    {
        var file = _folder.Load("[sample]\nname = 'n'", (variable, value));

        _folder.Message(() => file.Configuration.ReadSettings<SampleSettings>("sample")).Should().Be(message);
    }

    [Fact]
    public void A_missing_setting_is_told_with_both_ways_to_give_it()
    {
        var configuration = _folder.Load("").Configuration;

        _folder.Message(() => configuration.ReadSettings<SampleSettings>("some:sample"))
            .Should().Be("some.sample.name is missing. Add it to [some.sample] in ayb.toml, or set AYB__SOME__SAMPLE__NAME.");
        _folder.Message(() => configuration.ReadSettings<SampleSettings>())
            .Should().Be("name is missing. Add it at the top of ayb.toml, or set AYB__NAME.");
    }

    [Fact]
    public void All_problems_of_a_section_are_told_at_once()
    {
        var file = _folder.Load("[sample]\nport = 0\nis_open = 1\n[sample.limits]");

        _folder.Message(() => file.Configuration.ReadSettings<SampleSettings>("sample")).Should().Be("""
            sample.name is missing. Add it to [sample] in ayb.toml, or set AYB__SAMPLE__NAME.
            ayb.toml:2: sample.port must be between 1 and 65535, but it is 0. Correct it there, or set AYB__SAMPLE__PORT.
            ayb.toml:3: sample.is_open must be true or false, but it is a whole number (1). Correct it there, or set AYB__SAMPLE__IS_OPEN.
            sample.limits.rows is missing. Add it to [sample.limits] in ayb.toml, or set AYB__SAMPLE__LIMITS__ROWS.
            """);
    }

    [Fact]
    public void In_another_configuration_problems_name_just_the_setting()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["sample:port"] = "x", ["sample:pin"] = "hunter2" })
            .Build();
        const string Expected = """
            sample.name is missing.
            sample.port must be a whole number, but it is "x".
            sample.pin must be a whole number.
            """;

        _folder.Message(() => configuration.ReadSettings<SampleSettings>("sample")).Should().Be(Expected);
        _folder.Message(() => configuration.GetSection("sample").ReadSettings<SampleSettings>()).Should().Be(Expected);
    }

    [Theory]
    [InlineData("password = 123456", "ayb.toml:3: sample.password must be a string, but it is a whole number. Correct it there, or set AYB__SAMPLE__PASSWORD.")]
    [InlineData("password = 'hunter2'", "ayb.toml:3: sample.password must have a length of at least 8. Correct it there, or set AYB__SAMPLE__PASSWORD.")]
    [InlineData("pin = 'hunter2'", "ayb.toml:3: sample.pin must be a whole number, but it is a string. Correct it there, or set AYB__SAMPLE__PIN.")]
    [InlineData("pin = 123456123456", "ayb.toml:3: sample.pin must be a whole number between -2147483648 and 2147483647. Correct it there, or set AYB__SAMPLE__PIN.")]
    public void The_value_of_a_secret_is_not_shown(string line, string message)
    {
        var file = _folder.Load($"[sample]\nname = 'n'\n{line}");

        _folder.Message(() => file.Configuration.ReadSettings<SampleSettings>("sample")).Should().Be(message);
    }

    [Fact]
    public void A_long_value_is_cut()
    {
        var file = _folder.Load($"[sample]\nname = 'n'\npublic_url = '{new string('x', 10_000)}'");

        _folder.Message(() => file.Configuration.ReadSettings<SampleSettings>("sample"))
            .Should().Contain($"but it is \"{new string('x', 60)}…\"");
    }

    public void Dispose() => _folder.Dispose();
}
