using System.Text;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>The examples of https://github.com/fernet/spec: generate.json, verify.json and invalid.json.</summary>
public class FernetSpecification
{
    private const string Secret = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    private const string Hello =
        "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    private static readonly byte[] Vector = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    [Fact]
    public void Generate() =>
        TokensAt("1985-10-26T01:20:00-07:00").Seal(Encoding.ASCII.GetBytes("hello"), Vector).Should().Be(Hello);

    [Fact]
    public void Verify()
    {
        TokensAt("1985-10-26T01:20:01-07:00").TryOpen(Hello, TimeSpan.FromSeconds(60), out var message).Should().BeTrue();
        message.Should().Equal(Encoding.ASCII.GetBytes("hello"));
    }

    [Theory]
    [InlineData("incorrect mac", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==")]
    [InlineData("too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==")]
    [InlineData("invalid base64", "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==")]
    [InlineData("payload size not multiple of block size", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm")]
    [InlineData("payload padding error", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==")]
    [InlineData("far-future TS (unacceptable clock skew)", "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==")]
    [InlineData("expired TTL", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==", "1985-10-26T01:21:31-07:00")]
    [InlineData("incorrect IV (causes padding error)", "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==")]
    public void Invalid(string description, string token, string now = "1985-10-26T01:20:01-07:00") =>
        TokensAt(now).TryOpen(token, TimeSpan.FromSeconds(60), out _).Should().BeFalse(description);

    /// <summary>Otherwise the example with the late clock could fail for any other reason.</summary>
    [Fact]
    public void The_expired_example_is_valid_before() =>
        TokensAt("1985-10-26T01:20:01-07:00")
            .TryOpen("gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==", TimeSpan.FromSeconds(60), out _)
            .Should().BeTrue();

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_clock_that_is_ahead_by_a_minute_is_tolerated(int seconds, bool opens)
    {
        var ahead = TokensAt("1985-10-26T01:20:00-07:00").Seal([1]);

        var clock = ClockAt("1985-10-26T01:20:00-07:00");
        clock.Advance(-TimeSpan.FromSeconds(seconds));
        Tokens(clock).TryOpen(ahead, TimeSpan.FromSeconds(60), out _).Should().Be(opens);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4")]
    [InlineData("cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4= ")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e5=")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4Q==")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4eAA==")]
    public void A_malformed_key_is_no_key(string text) => FernetKey.TryParse(text, out _).Should().BeFalse();

    private static FernetTokens TokensAt(string now) => Tokens(ClockAt(now));

    private static FernetTokens Tokens(TimeProvider clock)
    {
        FernetKey.TryParse(Secret, out var key).Should().BeTrue();
        return new FernetTokens(key!, clock);
    }

    private static ManualClock ClockAt(string now)
    {
        var clock = new ManualClock();
        clock.Advance(DateTimeOffset.Parse(now) - clock.GetUtcNow());
        return clock;
    }
}
