using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Ayb.Identity.Tests;

/// <summary>Whatever a server says, it is read within bounds.</summary>
public sealed class FetchingPages : FetchingScenario
{
    private const string Page = $"https://{PageServer.Host}/";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirects_are_followed(int status)
    {
        Server.Redirects("/", "/2", status).Redirects("/2", $"https://www.{PageServer.Host}/3#part", status)
            .Redirects("/3", $"https://{PageServer.Host.ToUpperInvariant()}/4", status).Shows("/4", "a page");

        await IsFetchedAsync(Page, "a page");
        await IsFetchedAsync($"https://www.{PageServer.Host}/3", "a page");
    }

    [Theory]
    [InlineData("https://other.pages.example/2")]
    [InlineData("//other.pages.example/2")]
    [InlineData("https://www.www.pages.example/2")]
    [InlineData("https://93.184.216.34/2")]
    public async Task A_page_does_not_speak_for_another_host(string location)
    {
        Server.Redirects("/", $"https://www.{PageServer.Host}/1").Redirects("/1", location).Shows("/2", "a page");

        await IsRefusedAsync(Page);

        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_fourth_redirect_is_not()
    {
        Server.Redirects("/", "/2").Redirects("/2", "/3").Redirects("/3", "/4").Redirects("/4", "/5").Shows("/5", "a page");

        await IsRefusedAsync(Page);

        Server.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task A_redirect_in_a_circle_ends()
    {
        Server.Redirects("/", "/");

        await IsRefusedAsync(Page);

        Server.Requests.Should().HaveCount(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Location:\r\n")]
    [InlineData("Location: https://[\r\n")]
    [InlineData("Location: //\r\n")]
    [InlineData("Location: https://xn--ü.example/\r\n")]
    [InlineData("Location: javascript:alert(1)\r\n")]
    public async Task A_redirect_to_nowhere_is_none(string location)
    {
        Server.Says("/", $"HTTP/1.1 302 Found\r\n{location}Content-Length: 0\r\n\r\n");

        await IsRefusedAsync(Page);
    }

    [Theory]
    [InlineData("200 OK", "Content-Type: text/plain\r\n")]
    [InlineData("200 OK", "Content-Type: application/xhtml+xml\r\n")]
    [InlineData("200 OK", "Content-Type: nonsense\r\n")]
    [InlineData("200 OK", "")]
    [InlineData("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")]
    [InlineData("404 Not Found", "Content-Type: text/html\r\n")]
    [InlineData("206 Partial Content", "Content-Type: text/html\r\n")]
    [InlineData("500 Oops", "Content-Type: text/html\r\n")]
    public async Task What_is_not_a_page_is_not_read(string status, string headers)
    {
        Server.Says("/", $"HTTP/1.1 {status}\r\n{headers}Content-Length: 6\r\n\r\na page");

        await IsRefusedAsync(Page);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("TEXT/HTML; charset=iso-8859-1")]
    public async Task A_page_is_html(string type)
    {
        Server.Shows("/", "a page", type);

        await IsFetchedAsync(Page, "a page");
    }

    [Fact]
    public async Task The_request_says_nothing_of_the_server_and_asks_for_html_as_it_is()
    {
        Server.Shows("/", "a page", headers: "Set-Cookie: a=b\r\n");

        await IsFetchedAsync(Page, "a page");
        await IsFetchedAsync($"{Page}#part", "a page");

        Server.Requests.Last().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Should().BeEquivalentTo(
            "GET / HTTP/1.1",
            $"Host: {PageServer.Host}",
            "Accept: text/html",
            "Accept-Encoding: identity",
            "Connection: close",
            "User-Agent: ayb (checks whether this page links back to a profile)");
    }

    [Fact]
    public async Task Of_a_page_without_an_end_the_beginning_is_read()
    {
        Server.Does("/", stream => PourAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "0123456789abcdef"));

        var page = await FetchAsync(Page);

        page.Value.Should().HaveLength(512 * 1024).And.StartWith("0123456789abcdef");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "Header: 0123456789abcdef\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nLong: ", "0123456789abcdef")]
    [InlineData("HTTP/1.1 200 ", "0123456789abcdef")]
    public async Task A_head_without_an_end_is_refused(string start, string endless)
    {
        Server.Does("/", stream => PourAsync(stream, start, endless));

        await IsRefusedAsync(Page);
    }

    [Fact]
    public async Task What_is_compressed_all_the_same_is_not_unpacked()
    {
        var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[8 * 1024 * 1024]);
        }

        Server.Does("/", async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {bomb.Length}\r\n\r\n"));
            await stream.WriteAsync(bomb.ToArray());
        });

        var page = await FetchAsync(Page);

        bomb.Length.Should().BeLessThan(16 * 1024);
        page.Value.Length.Should().BeLessThanOrEqualTo((int)bomb.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\na page")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("220 mail.example ESMTP\r\n")]
    public async Task What_breaks_off_or_is_no_http_is_refused(string answer)
    {
        Server.Says("/", answer);

        await IsRefusedAsync(Page);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 20")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\na pa")]
    public async Task A_server_that_stalls_is_left_when_time_is_up(string beginning)
    {
        var stalled = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        Server.Does("/", async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning));
            stalled.SetResult();
            await AwaitLeavingAsync(stream);
            left.SetResult();
        });
        using var time = new CancellationTokenSource();
        var fetching = FetchAsync(Page, cancellationToken: time.Token);
        await stalled.Task;

        await time.CancelAsync();

        await fetching.Invoking(async fetch => await fetch).Should().ThrowAsync<OperationCanceledException>();
        await left.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        Server.Shows("/", "a page");

        (await FetchAsync(Page, LinkTrust.System)).Succeeded.Should().BeFalse();

        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_certificate_for_somebody_else_is_refused()
    {
        Network.Knows("elsewhere.example", StagedNetwork.PublicAddress);
        Server.Shows("/", "a page");

        await IsRefusedAsync("https://elsewhere.example/");

        Server.Connections.Should().Be(1);
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_certificate_refers_to_is_not_downloaded()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        await using var server = new PageServer(ReferringTo($"http://{elsewhere.LocalEndpoint}/issuer.cer"));
        var network = new StagedNetwork(server).Knows(PageServer.Host, StagedNetwork.PublicAddress);

        var page = await new PageFetcher(network, LinkTrust.System, new LinkLimits()).FetchAsync(new Uri(Page), CancellationToken.None);

        page.Succeeded.Should().BeFalse();
        server.Connections.Should().Be(1);
        elsewhere.Pending().Should().BeFalse();
    }

    private static async Task PourAsync(Stream stream, string start, string endless)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start));
        var more = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(endless, 1024)));
        while (true)
        {
            await stream.WriteAsync(more);
        }
    }

    private static async Task AwaitLeavingAsync(Stream stream)
    {
        try
        {
            (await stream.ReadAsync(new byte[1])).Should().Be(0);
        }
        catch (IOException)
        {
            // Left without a word.
        }
    }

    /// <summary>Issued by somebody who is not told, but who is said to be found at an address.</summary>
    private static X509Certificate2 ReferringTo(string issuer)
    {
        using var issuersKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={PageServer.Host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([issuer], [issuer]));
        using var certificate = request.Create(
            new X500DistinguishedName("CN=Nobody"),
            X509SignatureGenerator.CreateForECDsa(issuersKey),
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            [1, 2, 3]);
        return certificate.CopyWithPrivateKey(key);
    }
}
