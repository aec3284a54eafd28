using System.Net;

namespace Ayb.Identity.Tests;

/// <summary>Wherever a page lies, it is no way into the operator's network.</summary>
public sealed class StayingOutOfTheNetwork : FetchingScenario
{
    public static TheoryData<string> Inside =>
    [
        "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.0.1/", "https://100.100.100.200/", "https://0.0.0.0/",
        "https://127.0.0.1/", "https://[::1]/", "https://[::]/", "https://localhost/", "https://LOCALHOST/",
        "https://169.254.169.254/latest/meta-data/", "https://[fd00:ec2::254]/", "https://168.63.129.16/", "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::ffff:93.184.216.34]/", "https://[::127.0.0.1]/",
        "https://[64:ff9b::169.254.169.254]/", "https://[64:ff9b:1::1]/", "https://[2002:7f00:1::1]/", "https://[2001:0:7f00:1::]/",
        "https://2130706433/", "https://017700000001/", "https://0x7f000001/", "https://0177.0.0.1/", "https://0x7f.0.0.1/",
        "https://127.1/", "https://0/", "https://127.0.0.1./", "https://１２７.０.０.１/", "https://127。0。0。1/",
        "https://0xa9fea9fe/", "https://2852039166/",
        "https://private.example/", "https://mixed.example/", "https://mapped.example/", "https://empty.example/",
    ];

    [Theory, MemberData(nameof(Inside))]
    public async Task What_lies_inside_is_not_connected_to(string address)
    {
        NameInsiders();

        await IsRefusedAsync(address);

        NobodyCame();
    }

    [Theory, MemberData(nameof(Inside))]
    public async Task Nor_is_it_after_a_redirect(string address)
    {
        NameInsiders();
        Server.Redirects("/", address);

        await IsRefusedAsync($"https://{PageServer.Host}/");

        Server.Connections.Should().Be(1);
        Network.Dialled.Should().Equal($"{StagedNetwork.PublicAddress} 443");
    }

    [Fact]
    public async Task What_lies_outside_is()
    {
        Server.Shows("/", "a page");

        await IsFetchedAsync($"https://{PageServer.Host}/", "a page");
        await IsFetchedAsync($"https://{StagedNetwork.PublicAddress}/", "a page");
        await IsFetchedAsync($"https://other.{PageServer.Host}/", "a page");

        Server.Connections.Should().Be(3);
        Network.Dialled.Should().Equal(
            $"{StagedNetwork.PublicAddress} 443",
            $"{StagedNetwork.PublicAddress} 443",
            $"2606:4700::1111,{StagedNetwork.PublicAddress} 443");
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_what_it_stood_for_then_is_connected_to()
    {
        Network.Knows($"rebinding.{PageServer.Host}", StagedNetwork.PublicAddress).Knows($"rebinding.{PageServer.Host}", "127.0.0.1");
        Server.Shows("/", "a page");

        await IsFetchedAsync($"https://rebinding.{PageServer.Host}/", "a page");

        Network.Lookups.Should().Equal($"rebinding.{PageServer.Host}");
        Network.Dialled.Should().Equal($"{StagedNetwork.PublicAddress} 443");
    }

    [Fact]
    public async Task A_name_that_has_moved_inside_by_the_next_redirect_is_refused()
    {
        Network.Knows($"rebinding.{PageServer.Host}", StagedNetwork.PublicAddress).Knows($"rebinding.{PageServer.Host}", "127.0.0.1");
        Server.Redirects("/", "/again").Shows("/again", "a page");

        await IsRefusedAsync($"https://rebinding.{PageServer.Host}/");

        Network.Lookups.Should().HaveCount(2);
        Server.Connections.Should().Be(1);
    }

    [Theory]
    [InlineData("http://pages.example/")]
    [InlineData("https://pages.example:80/")]
    [InlineData("https://pages.example:8443/")]
    [InlineData("https://user@pages.example/")]
    [InlineData("https://user:password@pages.example/")]
    [InlineData("ftp://pages.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://pages.example/")]
    public async Task Other_schemes_ports_and_credentials_are_not_looked_at(string address)
    {
        Server.Redirects("/", address);

        await IsRefusedAsync(address);
        Network.Lookups.Should().BeEmpty();
        NobodyCame();

        await IsRefusedAsync($"https://{PageServer.Host}/");
        Server.Connections.Should().Be(1);
    }

    [Fact]
    public async Task Proxies_are_not_asked()
    {
        var (before, proxy) = (HttpClient.DefaultProxy, new CountingProxy());
        HttpClient.DefaultProxy = proxy;
        try
        {
            Server.Shows("/", "a page");

            await IsFetchedAsync($"https://{PageServer.Host}/", "a page");

            proxy.Asked.Should().Be(0);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    private void NameInsiders() => Network
        .Knows("private.example", "192.168.1.1")
        .Knows("mixed.example", StagedNetwork.PublicAddress, "10.0.0.1")
        .Knows("mapped.example", "::ffff:93.184.216.34")
        .Knows("empty.example")
        .Knows("127.0.0.1.", "127.0.0.1");

    /// <summary>Takes nothing but what goes to our host: other tests have clients as well.</summary>
    private sealed class CountingProxy : IWebProxy
    {
        private int _asked;

        public int Asked => _asked;

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination)
        {
            Interlocked.Increment(ref _asked);
            return new Uri("http://127.0.0.1:9");
        }

        public bool IsBypassed(Uri host) => host.Host != PageServer.Host;
    }
}
