namespace Ayb.Identity.Tests.OAuth;

public sealed class RedirectingOnlyWhereItIsSafe
{
    [Theory]
    [InlineData("https://app.example.com", "app.example.com")]
    [InlineData("https://app.example.com/", "app.example.com")]
    [InlineData("https://app.example.com/callback", "app.example.com")]
    [InlineData("https://app.example.com:8443/callback?from=ayb&x=%20y", "app.example.com:8443")]
    [InlineData("https://app.example.com:443/", "app.example.com:443")]
    [InlineData("https://app.example.com?from=ayb", "app.example.com")]
    [InlineData("https://app.example.com/~me/a;b=c/@here/(1)!$&'*+,=:", "app.example.com")]
    [InlineData("https://intranet/callback", "intranet")]
    [InlineData("https://xn--bcher-kva.example/", "xn--bcher-kva.example")]
    [InlineData("https://192.0.2.7/callback", "192.0.2.7")]
    [InlineData("https://127.0.0.1.evil.com/", "127.0.0.1.evil.com")]
    [InlineData("https://localhost.evil.com/", "localhost.evil.com")]
    [InlineData("https://localhost/", "localhost")]
    [InlineData("http://localhost", "localhost")]
    [InlineData("http://localhost:3000/callback", "localhost:3000")]
    [InlineData("http://127.0.0.1:65535/callback?a=b", "127.0.0.1:65535")]
    public void A_plain_address_is_taken_as_it_is(string text, string host)
    {
        RedirectUri.TryParse(text, out var uri).Should().BeTrue();

        uri!.Text.Should().Be(text);
        uri.Host.Should().Be(host);
        text.Should().StartWith(uri.Origin).And.Match($"*://{host}*");
        uri.Origin.Should().EndWith(host);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/callback")]
    [InlineData("//app.example.com/")]
    [InlineData("app.example.com")]
    [InlineData("https:app.example.com")]
    [InlineData("https:/app.example.com")]
    [InlineData("https:///app.example.com")]
    [InlineData("https://")]
    [InlineData("https:///")]
    [InlineData("https://?a=b")]
    [InlineData("https://:443/")]
    public void What_is_no_absolute_address_is_refused(string? text) => Refuse(text);

    [Theory]
    [InlineData("http://app.example.com/")]
    [InlineData("http://localhost.evil.com/")]
    [InlineData("http://127.0.0.1.evil.com/")]
    [InlineData("http://evil.localhost/")]
    [InlineData("http://localhost./")]
    [InlineData("http://LOCALHOST/")]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://127.0.0.01/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://192.168.0.1/")]
    [InlineData("http://xn--localhost-/")]
    public void Without_TLS_nothing_but_the_own_machine_by_its_two_names(string text) => Refuse(text);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("javascript://app.example.com/%0aalert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://app.example.com/")]
    [InlineData("ws://localhost/")]
    [InlineData("com.example.app:/callback")]
    [InlineData("com.example.app://callback")]
    [InlineData("blob:https://app.example.com/x")]
    [InlineData("view-source:https://app.example.com/")]
    [InlineData("HTTPS://app.example.com/")]
    [InlineData("Https://app.example.com/")]
    [InlineData(" https://app.example.com/")]
    [InlineData("https://app.example.com/ ")]
    [InlineData("\thttps://app.example.com/")]
    [InlineData("ht\ntps://app.example.com/")]
    public void Another_scheme_is_refused(string text) => Refuse(text);

    [Theory]
    [InlineData("https://user@app.example.com/")]
    [InlineData("https://user:secret@app.example.com/")]
    [InlineData("https://@app.example.com/")]
    [InlineData("https://app.example.com@evil.com/")]
    [InlineData("https://app.example.com:443@evil.com/")]
    [InlineData("https://app.example.com%40evil.com/")]
    [InlineData("http://localhost@evil/")]
    [InlineData("http://localhost:3000@evil.com/")]
    [InlineData("http://127.0.0.1@evil.com/")]
    [InlineData("http://localhost%00.evil.com/")]
    [InlineData("http://localhost%2eevil.com/")]
    [InlineData("http://localhost%2f.evil.com/")]
    [InlineData("http://localhost\\.evil.com/")]
    [InlineData("http://localhost\\@evil.com/")]
    [InlineData("https:\\\\app.example.com\\")]
    [InlineData("https:/\\app.example.com/")]
    [InlineData("https://app.example.com\\@evil.com/")]
    [InlineData("https://app.example.com\\.evil.com/")]
    [InlineData("https://app.example.com/\\evil.com")]
    [InlineData("https://app.example.com;evil.com/")]
    [InlineData("https://app.example.com,evil.com/")]
    [InlineData("https://app.example.com evil.com/")]
    [InlineData("https://app.example.com'/")]
    [InlineData("https://*.example.com/")]
    [InlineData("https://app_1.example.com/")]
    public void A_host_that_could_be_read_in_another_way_is_refused(string text) => Refuse(text);

    [Theory]
    [InlineData("https://APP.example.com/")]
    [InlineData("https://app.example.com./")]
    [InlineData("https://app..example.com/")]
    [InlineData("https://.example.com/")]
    [InlineData("https://-app.example.com/")]
    [InlineData("https://app-.example.com/")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://аpp.example.com/")]
    [InlineData("https://app。example.com/")]
    [InlineData("https://ａpp.example.com/")]
    [InlineData("https://app\u00ad.example.com/")]
    [InlineData("https://app\u200b.example.com/")]
    [InlineData("https://xn--99999999/")]
    [InlineData("https://xn--app-/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::1%25eth0]/")]
    [InlineData("https://1.2.3/")]
    [InlineData("https://3232235777/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://192.0.2.07/")]
    [InlineData("https://192.0.2.256/")]
    [InlineData("https://app.example.0x1/")]
    [InlineData("https://app.example.1/")]
    public void A_host_in_another_notation_than_the_canonical_is_refused(string text) => Refuse(text);

    [Theory]
    [InlineData("https://app.example.com:/")]
    [InlineData("https://app.example.com:0/")]
    [InlineData("https://app.example.com:080/")]
    [InlineData("https://app.example.com:65536/")]
    [InlineData("https://app.example.com:99999/")]
    [InlineData("https://app.example.com:443443/")]
    [InlineData("https://app.example.com:+443/")]
    [InlineData("https://app.example.com:port/")]
    [InlineData("https://app.example.com:80:80/")]
    public void A_port_that_is_none_is_refused(string text) => Refuse(text);

    [Theory]
    [InlineData("https://app.example.com/#fragment")]
    [InlineData("https://app.example.com/#")]
    [InlineData("https://app.example.com#@evil.com/")]
    [InlineData("https://app.example.com/\t")]
    [InlineData("https://app.example.com/\n")]
    [InlineData("https://app.example.com/\r\nSet-Cookie: a=b")]
    [InlineData("https://app.exam\tple.com/")]
    [InlineData("https://app.example.com/a b")]
    [InlineData("https://app.example.com/\u00a0")]
    [InlineData("https://app.example.com/\0")]
    [InlineData("https://app.example.com/%00")]
    [InlineData("https://app.example.com/%0d%0aSet-Cookie:%20a=b")]
    [InlineData("https://app.example.com/?a=%1F")]
    [InlineData("https://app.example.com/?a=%7f")]
    [InlineData("https://app.example.com/%")]
    [InlineData("https://app.example.com/%2")]
    [InlineData("https://app.example.com/%zz")]
    [InlineData("https://app.example.com/ä")]
    [InlineData("https://app.example.com/<script>")]
    [InlineData("https://app.example.com/\"")]
    [InlineData("https://app.example.com/{a}")]
    [InlineData("https://app.example.com/a|b")]
    [InlineData("https://app.example.com/[a]")]
    public void A_path_or_query_with_other_characters_is_refused(string text) => Refuse(text);

    [Fact]
    public void An_address_has_2000_characters_at_the_most()
    {
        var longest = "https://app.example.com/".PadRight(2000, 'a');

        RedirectUri.TryParse(longest, out _).Should().BeTrue();
        Refuse(longest + "a");
    }

    [Theory]
    [InlineData("https://app.example.com", "https://app.example.com?code=a%26b&state=%3Cc%3E%20")]
    [InlineData("https://app.example.com/?", "https://app.example.com/?code=a%26b&state=%3Cc%3E%20")]
    [InlineData("https://app.example.com/?x=y", "https://app.example.com/?x=y&code=a%26b&state=%3Cc%3E%20")]
    [InlineData("https://app.example.com/?x=y&", "https://app.example.com/?x=y&code=a%26b&state=%3Cc%3E%20")]
    [InlineData("https://app.example.com/&", "https://app.example.com/&?code=a%26b&state=%3Cc%3E%20")]
    public void What_is_told_goes_into_its_query(string text, string expected)
    {
        RedirectUri.TryParse(text, out var uri).Should().BeTrue();

        uri!.With(("code", "a&b"), ("nothing", null), ("state", "<c> ")).Should().Be(expected);
    }

    private static void Refuse(string? text) => RedirectUri.TryParse(text, out _).Should().BeFalse();
}
