using System.Net;
using System.Net.Sockets;
using Ayb.Contracts;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Storage.S3;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing.S3;

namespace Ayb.Snapshots.Tests;

public sealed class FailingStorage
{
    private const string WrongSecret = "canary-secret";

    private static readonly S3Limits Twice = new() { Retries = 1 };

    private readonly LogLines _log = new();

    [Fact]
    public async Task Wrong_credentials_are_told_without_showing_them()
    {
        using var bucket = await S3Server.CreateBucketAsync();
        var storage = StoragePlace.Of(StoragePlace.OptionsOf(bucket.Name, S3Server.Endpoint, secret: WrongSecret), Twice, _log);

        await ShouldFailAsync(storage, ErrorKind.StorageRefused, "*credentials*snapshots.access_key_id and snapshots.secret_access_key.");

        _log.All.Should().Contain(line => line.Contains("403 SignatureDoesNotMatch", StringComparison.Ordinal));
        (await bucket.KeysAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_told()
    {
        var storage = StoragePlace.Of(StoragePlace.OptionsOf("no-such-bucket", S3Server.Endpoint), Twice, _log);

        await ShouldFailAsync(storage, ErrorKind.StorageRefused, "*no such bucket*snapshots.bucket.");

        _log.All.Should().Contain(line => line.Contains("404 NoSuchBucket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_where_nobody_listens_is_told()
    {
        using var port = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var storage = StoragePlace.Of(StoragePlace.OptionsOf("bucket", new Uri($"http://{port.LocalEndPoint}")), Twice, _log);

        await ShouldFailAsync(storage, ErrorKind.StorageUnreachable, "*can't be reached*");

        _log.All.Should().Contain(line => line.Contains("Connection refused", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    public async Task An_endpoint_that_does_not_answer_the_question_is_told(string answer)
    {
        await using var server = new OddServer(answer);
        var limits = answer.Length == 0 ? Twice with { Request = TimeSpan.FromSeconds(1) } : Twice;
        var storage = StoragePlace.Of(StoragePlace.OptionsOf("bucket", server.Endpoint), limits, _log);

        await ShouldFailAsync(storage, ErrorKind.StorageUnreachable, "The storage of snapshots *; try again later.");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK")]
    public async Task A_web_server_is_not_taken_for_a_storage(string answer)
    {
        await using var server = new OddServer(answer);
        var storage = StoragePlace.Of(StoragePlace.OptionsOf("bucket", server.Endpoint), Twice, _log);

        await ShouldFailAsync(storage, ErrorKind.StorageRefused, "*no S3 storage*snapshots.endpoint_url.");
    }

    [Fact]
    public async Task A_list_that_was_cut_is_none()
    {
        const string page = "<ListBucketResult><Name>bucket</Name><KeyCount>0</KeyCount><IsTruncated>true</IsTruncated></ListBucketResult>";
        await using var server = new OddServer(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {page.Length}\r\nConnection: close\r\n\r\n{page}");
        var storage = StoragePlace.Of(StoragePlace.OptionsOf("bucket", server.Endpoint), Twice, _log);

        (await storage.ListAsync("", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.StorageRefused);
    }

    [Theory]
    [InlineData("Content-Length: 1000", true)]
    [InlineData("Content-Length: 1000", false)]
    [InlineData("Transfer-Encoding: chunked", true)]
    [InlineData("Transfer-Encoding: chunked", false)]
    public async Task An_object_that_breaks_off_or_does_not_go_on_is_told(string framing, bool hangsUp)
    {
        await using var server = new OddServer(
            $"HTTP/1.1 200 OK\r\nETag: \"0123456789abcdef0123456789abcdef\"\r\n{framing}\r\nConnection: close\r\n\r\n5\r\nhello\r\n", hangsUp);
        var storage = StoragePlace.Of(StoragePlace.OptionsOf("bucket", server.Endpoint), Twice with { Stall = TimeSpan.FromSeconds(1) }, _log);

        await using var found = (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Value;

        var reading = await FluentActions.Awaiting(() => found.Content.CopyToAsync(Stream.Null)).Should().ThrowAsync<SnapshotException>();
        reading.Which.Error.Kind.Should().Be(ErrorKind.StorageUnreachable);
    }

    [Fact]
    public async Task Whoever_cancels_hears_of_no_failure()
    {
        await using var server = new OddServer("");
        var storage = StoragePlace.Of(StoragePlace.OptionsOf("bucket", server.Endpoint), new S3Limits(), _log);
        using var cancellation = new CancellationTokenSource();

        var listing = storage.ListAsync("", cancellation.Token);
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => listing).Should().ThrowAsync<OperationCanceledException>();
        _log.All.Should().BeEmpty();
    }

    private async Task ShouldFailAsync(S3Storage storage, ErrorKind kind, string message)
    {
        using var small = new MemoryStream([1]);
        using var large = new RandomContent(S3Storage.PartBytes + 1, seed: 1);
        var none = new Dictionary<string, string>();
        AybError?[] errors =
        [
            (await storage.UploadAsync("ada/notes/first", small, none, CancellationToken.None)).Error,
            (await storage.UploadAsync("ada/notes/first", large, none, CancellationToken.None)).Error,
            (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Error,
            (await storage.ListAsync("ada/", CancellationToken.None)).Error,
            (await storage.AnyAsync(_ => true, CancellationToken.None)).Error,
            (await storage.SweepAsync(DateTimeOffset.UnixEpoch, CancellationToken.None)).Error,
        ];

        foreach (var error in errors)
        {
            error.Should().NotBeNull();
            error!.Kind.Should().Be(kind);
            error.Message.Should().Match(message);
        }

        _log.All.Should().NotBeEmpty();
        _log.All.Concat(errors.Select(error => error!.Message)).Should().NotContain(text =>
            text.Contains(WrongSecret, StringComparison.Ordinal) || text.Contains(S3Server.AccessKeyId, StringComparison.Ordinal)
            || text.Contains("AWS4", StringComparison.Ordinal));
    }
}
