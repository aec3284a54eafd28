using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class ReadingSizesAndTables : IDisposable
{
    private readonly SettingsFolder _folder = new();

    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("1_048_576", 1 << 20)]
    [InlineData("'2048'", 2048)]
    [InlineData("'64KiB'", 64 << 10)]
    [InlineData("'256MiB'", 256 << 20)]
    [InlineData("'1GiB'", 1 << 30)]
    public void A_size_is_a_number_of_bytes_or_has_a_unit(string written, long bytes) =>
        Read($"cache = {written}").Cache.Should().Be(new ByteSize(bytes));

    [Fact]
    public void A_size_may_come_from_the_environment() =>
        _folder.Load("", ("AYB__SAMPLE__NAME", "n"), ("AYB__SAMPLE__CACHE", "8KiB"))
            .Configuration.ReadSettings<SampleSettings>("sample").Cache.Should().Be(new ByteSize(8192));

    [Theory]
    [InlineData("'2TiB'", true, 2L << 40)]
    [InlineData("'8388607TiB'", true, 8388607L << 40)]
    [InlineData("'8388608TiB'", false, 0)]
    [InlineData("'9223372036854775808'", false, 0)]
    [InlineData("'-1'", false, 0)]
    [InlineData("'1 MiB'", false, 0)]
    [InlineData("'1.5MiB'", false, 0)]
    [InlineData("'MiB'", false, 0)]
    [InlineData("'1mib'", false, 0)]
    [InlineData("'1MB'", false, 0)]
    [InlineData("''", false, 0)]
    public void What_is_no_size_is_not_taken_for_one(string text, bool isSize, long bytes)
    {
        ByteSize.TryParse(text.Trim('\''), out var size).Should().Be(isSize);
        size.Bytes.Should().Be(bytes);
    }

    [Theory]
    [InlineData("cache = 'much'", "must be a size like \"64KiB\", \"256MiB\" or \"10GiB\", or a number of bytes, but it is \"much\".")]
    [InlineData("cache = -1", "must be a size like \"64KiB\", \"256MiB\" or \"10GiB\", or a number of bytes, but it is -1.")]
    [InlineData("cache = 1.5", "must be a size like \"64KiB\", \"256MiB\" or \"10GiB\", or a number of bytes, but it is a number with a fraction (1.5).")]
    [InlineData("cache = 12", "must be between 1KiB and 1GiB, but it is 12.")]
    [InlineData("cache = '2GiB'", "must be between 1KiB and 1GiB, but it is \"2GiB\".")]
    public void A_size_that_cannot_be_is_told(string line, string complaint) =>
        _folder.Message(() => Read(line)).Should().StartWith($"ayb.toml:3: sample.cache {complaint} Correct it there, or set AYB__SAMPLE__CACHE.");

    [Fact]
    public void Tables_have_the_names_that_the_operator_gives_them()
    {
        var file = Load("[sample.tenants.'ada/a.b']\nrows = 1\n[sample.tenants.bob]\nrows = 2");

        file.Configuration.ReadSettings<SampleSettings>("sample").Tenants.Should().BeEquivalentTo(new Dictionary<string, LimitsSettings>
        {
            ["ada/a.b"] = new() { Rows = 1 },
            ["bob"] = new() { Rows = 2 },
        });
        file.EnsureAllKnown();
    }

    [Fact]
    public void Any_other_configuration_has_tables_too() =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["name"] = "n", ["tenants:ada/b:rows"] = "3" })
            .Build()
            .ReadSettings<SampleSettings>().Tenants["ada/b"].Rows.Should().Be(3);

    [Theory]
    [InlineData("[sample.tenants.ada]\nrwos = 1\nrows = 1", "ayb.toml:4: sample.tenants.ada.rwos is not a known setting. Did you mean sample.tenants.ada.rows*")]
    [InlineData("[sample.tenants.ada]", "sample.tenants.ada.rows is missing.*")]
    [InlineData("[sample.tenants.ada]\nrows = 'x'", "ayb.toml:4: sample.tenants.ada.rows must be a whole number*")]
    [InlineData("tenants = 1", "ayb.toml:3: sample.tenants must be a table*")]
    [InlineData("tenants.ada = 1", "ayb.toml:3: sample.tenants.ada must be a table*")]
    public void A_mistake_in_a_table_is_told(string lines, string message)
    {
        var file = Load(lines);

        _folder.Message(() => file.Compose(configuration => configuration.ReadSettings<SampleSettings>("sample"))).Should().Match(message);
    }

    private SettingsFile Load(string lines) => _folder.Load($"[sample]\nname = 'n'\n{lines}");

    private SampleSettings Read(string line) => Load(line).Configuration.ReadSettings<SampleSettings>("sample");

    public void Dispose() => _folder.Dispose();
}
