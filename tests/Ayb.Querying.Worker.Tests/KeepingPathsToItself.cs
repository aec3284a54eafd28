using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Files that are not there when a worker needs them: where they should be is the operator's affair alone.</summary>
public sealed class KeepingPathsToItself : WorkerScenario
{
    [Theory]
    [InlineData(FrameType.Check, "missing")]
    [InlineData(FrameType.Load, "missing\0made", LoadMode.Script)]
    [InlineData(FrameType.Load, "missing\0t", LoadMode.NewTable)]
    [InlineData(FrameType.Diff, "")]
    public async Task A_file_that_can_not_be_read_is_not_named(FrameType type, string payload, LoadMode mode = default)
    {
        var answer = await Worker.AskAsync(type, payload, detail: (ushort)mode);

        answer.Failure.Should().NotBeNull();
        answer.Message.Should().NotBeEmpty().And.NotContain("/").And.NotContain("missing").And.NotContain("from.sqlite");
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task A_place_that_can_not_be_written_is_not_named()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "copy-1", "full"));

        foreach (var isForOthers in new[] { false, true })
        {
            var answer = await Worker.CopyAsync("copy-1", isForOthers);

            answer.Failure.Should().Be(FailureCode.File);
            answer.Message.Should().NotContain("/").And.NotContain("copy-1");
        }
    }
}
