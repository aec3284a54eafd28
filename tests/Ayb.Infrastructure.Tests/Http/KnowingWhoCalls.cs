using System.Net;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;

namespace Ayb.Infrastructure.Tests.Http;

public sealed class KnowingWhoCalls
{
    private const string Proxies = "127.0.0.1, 10.0.0.0/8, fd00::/8";

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::", "2001:db8:1:2::")]
    public void An_address_of_IPv6_stands_for_its_network(string peer, string same) =>
        Of(peer, "").Should().Be(ClientAddress.Of(IPAddress.Parse(same)));

    [Fact]
    public void Other_addresses_and_networks_are_others()
    {
        Of("203.0.113.7", "").Should().NotBe(Of("203.0.113.8", ""));
        Of("2001:db8:1:2::1", "").Should().NotBe(Of("2001:db8:1:3::1", ""));
        Of("0.0.0.1", "").Should().NotBe(Of("::1", ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8")]
    [InlineData("203.0.113.8")]
    public void What_a_stranger_claims_is_ignored(string proxies) =>
        Of("203.0.113.7", proxies, "198.51.100.1").Should().Be(Of("203.0.113.7", ""));

    [Theory]
    [InlineData("198.51.100.1", "198.51.100.1")]
    [InlineData("spoofed, 192.0.2.1, 198.51.100.1", "198.51.100.1")]
    [InlineData("192.0.2.1, 198.51.100.1, 10.1.2.3, 127.0.0.1", "198.51.100.1")]
    [InlineData("198.51.100.1,10.1.2.3", "198.51.100.1")]
    [InlineData("198.51.100.1:49152", "198.51.100.1")]
    [InlineData("[2001:db8::5]:49152", "2001:db8::5")]
    [InlineData("2001:db8::5, fd00::9", "2001:db8::5")]
    [InlineData("2001:db8::5, ::ffff:10.1.2.3", "2001:db8::5")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    public void The_last_hop_that_is_no_trusted_proxy_calls(string header, string caller) =>
        Of("127.0.0.1", Proxies, header).Should().Be(Of(caller, ""));

    [Fact]
    public void Several_lines_are_one_list() =>
        Of("127.0.0.1", Proxies, "192.0.2.1", "198.51.100.1, 10.1.2.3", "10.1.2.4").Should().Be(Of("198.51.100.1", ""));

    [Theory]
    [InlineData("", "127.0.0.1")]
    [InlineData("unknown", "127.0.0.1")]
    [InlineData("198.51.100.1, unknown", "127.0.0.1")]
    [InlineData("198.51.100.1,", "127.0.0.1")]
    [InlineData("198.51.100.1, 7", "127.0.0.1")]
    [InlineData("198.51.100.1, 198.51.100.256", "127.0.0.1")]
    [InlineData("198.51.100.1, 198.51.100.2:99999", "127.0.0.1")]
    [InlineData("198.51.100.1, <script>, 10.1.2.3", "10.1.2.3")]
    public void Behind_garbage_nothing_is_believed(string header, string caller) =>
        Of("127.0.0.1", Proxies, header).Should().Be(Of(caller, ""));

    [Theory]
    [InlineData("localhost")]
    [InlineData("10.0.0.0/33")]
    [InlineData("*")]
    public void A_proxy_that_is_no_address_is_refused(string proxy) =>
        FluentActions.Invoking(() => Options(proxy)).Should().Throw<ConfigurationException>()
            .WithMessage("*trusted_proxies must hold IP addresses such as \"127.0.0.1\" and networks such as \"10.0.0.0/8\"*");

    private static ClientAddress Of(string peer, string proxies, params string[] forwardedFor)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (forwardedFor.Length > 0)
        {
            context.Request.Headers["X-Forwarded-For"] = new StringValues(forwardedFor);
        }

        return new ClientAddresses(Options(proxies), NullLogger<ClientAddresses>.Instance).Of(context);
    }

    private static ServerOptions Options(string proxies) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["trusted_proxies"] = proxies })
        .Build()
        .ReadSettings<ServerOptions>();
}
