using System.Net;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Querying.Versions;

namespace Ayb.Querying.Tests;

/// <summary>How versions get to where they are read.</summary>
public sealed class MakingVersions
{
    [Fact]
    public async Task Many_who_want_it_at_once_get_one()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        var gate = Gate(host);

        var asking = Enumerable.Range(0, 20).Select(_ => host.ValueAsync("v1")).ToList();
        await host.UntilAsync(() => host.Past.Asked == 20);
        gate.SetResult();

        (await Task.WhenAll(asking)).Should().OnlyContain(value => value == "v1");
        host.Past.Written.Should().Equal("v1");
        host.Past.Asked.Should().Be(20, "once for each query");
    }

    [Fact]
    public async Task Whoever_waits_goes_on_when_the_one_it_is_made_for_leaves()
    {
        await using var host = await PastHost.StartAsync(options => options.Settings["limits:queued_queries"] = "2");
        await host.KeepAsync("v1");
        var gate = Gate(host);
        using var leaving = new CancellationTokenSource();
        var first = host.QueryAsync("v1", cancellationToken: leaving.Token);
        await host.UntilAsync(() => host.Past.Written.Count == 1);
        var more = new[] { host.QueryAsync("v1"), host.QueryAsync("v1") };

        // The one that is refused tells that the other waits.
        await more.ShouldBeTooManyAsync();

        await leaving.CancelAsync();
        await host.UntilAsync(() => host.Past.Written.Count == 2);
        gate.SetResult();

        (await Task.WhenAll(more)).Should().ContainSingle(answer => answer.StatusCode == HttpStatusCode.OK);
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task One_that_can_not_be_made_leaves_nothing_and_can_be_tried_again()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        host.Past.BeforeWriting = (_, _) => Task.FromResult<Result<Nothing>>(new AybError(ErrorKind.SnapshotDamaged, "Snapshot v1 is damaged"));
        await host.QueryAsync("v1").ShouldFailAsync(HttpStatusCode.BadGateway, "SnapshotError", "*damaged*");
        host.Folders.Should().BeEmpty();

        host.Past.BeforeWriting = (_, _) => throw new IOException("No space left on device");
        await host.QueryAsync("v1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "*could not put the earlier version together*");
        host.Folders.Should().BeEmpty();
        host.Host.Log().Of(3020).Should().ContainSingle();

        host.Past.BeforeWriting = (_, _) => Task.FromResult<Result<Nothing>>(new Nothing());
        (await host.ValueAsync("v1")).Should().Be("v1");
    }

    [Fact]
    public async Task An_account_has_two_made_at_once()
    {
        await using var host = await PastHost.StartAsync();
        foreach (var id in new[] { "v1", "v2", "v3" })
        {
            await host.KeepAsync(id);
        }

        var gate = Gate(host);
        var alices = new[] { host.ValueAsync("v1"), host.ValueAsync("v2") };
        await host.UntilAsync(() => host.Past.Written.Count == 2);

        using var refused = await host.QueryAsync("v3");
        await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "2 exports*earlier versions of your account run*");
        refused.Headers.RetryAfter!.Delta.Should().BePositive();

        var daves = host.ValueAsync("v3", caller: "dave");
        await host.UntilAsync(() => host.Past.Written.Count == 3);
        gate.SetResult();
        (await Task.WhenAll([.. alices, daves])).Should().Equal("v1", "v2", "v3");
    }

    [Fact]
    public async Task Only_so_many_wait_for_one()
    {
        await using var host = await PastHost.StartAsync(options => options.Settings["limits:queued_queries"] = "2");
        await host.KeepAsync("v1");
        var gate = Gate(host);

        var asking = Enumerable.Range(0, 3).Select(_ => host.QueryAsync("v1")).ToList();
        var first = await Task.WhenAny(asking);
        await first.ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "2 requests to this database run or wait already*");
        gate.SetResult();

        asking.Remove(first);
        (await Task.WhenAll(asking)).Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_whose_file_is_damaged_or_gone_is_made_again()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        await host.ValueAsync("v1");

        await EndWorkersAsync(host);
        await File.WriteAllTextAsync(host.FileOf("v1"), new string('x', 10_000));
        await host.QueryAsync("v1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "The database can't be used*");
        await AgainAsync(2);

        await EndWorkersAsync(host);
        File.Delete(host.FileOf("v1"));
        await host.QueryAsync("v1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "The database could not be opened*");
        await AgainAsync(3);

        async Task AgainAsync(int times)
        {
            await host.UntilAsync(async () => (await host.QueryAsync("v1")).StatusCode == HttpStatusCode.OK);
            (await host.ValueAsync("v1")).Should().Be("v1");
            host.Past.Written.Should().HaveCount(times);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../db")]
    [InlineData("v1/../../databases/db")]
    [InlineData("a@b")]
    public void A_name_that_could_lead_elsewhere_is_none(string version) =>
        FluentActions.Invoking(() => VersionId.Of(new DatabaseId("db"), version)).Should().Throw<ArgumentException>();

    private static async Task EndWorkersAsync(PastHost host)
    {
        var workers = host.Host.Workers("db@v1", "versions");
        workers.Should().NotBeEmpty();
        foreach (var worker in workers)
        {
            worker.Kill();
        }

        await workers.ShouldBeGoneAsync();
        await host.UntilAsync(() => host.Host.Log().Of(3002).Any(line => line.Contains("db@v1", StringComparison.Ordinal)));
    }

    private static TaskCompletionSource Gate(PastHost host)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Past.BeforeWriting = async (_, cancellationToken) =>
        {
            await gate.Task.WaitAsync(cancellationToken);
            return new Nothing();
        };
        return gate;
    }
}
