using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Zstd;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

public sealed class CompressingBytes
{
    private const int Plenty = 1 << 30;

    private static readonly Dictionary<string, byte[]> Contents = new()
    {
        ["nothing"] = [],
        ["a byte"] = [0],
        ["zeros"] = new byte[3_000_000],
        ["noise"] = RandomNumberGenerator.GetBytes(700_001),
        ["text"] = Text(1_500_000),
    };

    public static TheoryData<string> Kinds => [.. Contents.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_compressed_comes_back(string kind)
    {
        var content = Contents[kind];

        (await DecompressAsync(await CompressAsync(content))).Should().Equal(content);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_zstd_program_reads_what_we_write_and_finds_a_checksum(string kind)
    {
        var content = Contents[kind];
        using var folder = new TestFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "ours.zst"), await CompressAsync(content));

        var run = await ProcessRun.OfAsync("zstd", folder.Path, arguments: ["-d", "ours.zst"]);

        run.ExitCode.Should().Be(0, run.Error);
        (await File.ReadAllBytesAsync(Path.Combine(folder.Path, "ours"))).Should().Equal(content);
        (await ProcessRun.OfAsync("zstd", folder.Path, arguments: ["-l", "ours.zst"])).Output.Should().Contain("XXH64");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-3", "--no-check")]
    [InlineData("-19")]
    [InlineData("--fast=5", "--no-content-size")]
    public async Task We_read_what_the_zstd_program_writes(params string[] arguments)
    {
        using var folder = new TestFolder();
        var content = Text(1_500_000);

        (await DecompressAsync(await ZstdAsync(folder, content, arguments))).Should().Equal(content);
    }

    [Fact]
    public async Task Frames_may_follow_each_other_and_some_be_skipped()
    {
        byte[] skipped = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        byte[] frames = [.. skipped, .. await CompressAsync([1, 2]), .. skipped, .. await CompressAsync([]), .. await CompressAsync([3])];

        (await DecompressAsync(frames)).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_frame_that_is_cut_off_anywhere_is_damaged()
    {
        var frame = await CompressAsync(Text(1000));
        for (var length = 0; length < frame.Length; length++)
        {
            await ShouldBeDamagedAsync(frame[..length]);
        }
    }

    [Fact]
    public async Task A_frame_with_another_byte_anywhere_is_damaged()
    {
        var content = Text(1000);
        var frame = await CompressAsync(content);
        for (var position = 0; position < frame.Length; position++)
        {
            var damaged = (byte[])frame.Clone();
            damaged[position] ^= 0x10;

            var read = await TryAsync(damaged);

            // A bit of the header says nothing and may be either.
            (read is null || read.SequenceEqual(content)).Should().BeTrue($"byte {position} was changed");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("53514C69746520666F726D6174203300")]
    [InlineData("1F8B0800000000000003")]
    public Task What_is_no_frame_is_damaged(string bytes) => ShouldBeDamagedAsync(Convert.FromHexString(bytes));

    [Fact]
    public async Task What_follows_a_frame_and_is_none_is_damaged() =>
        await ShouldBeDamagedAsync([.. await CompressAsync([1]), 0, 1, 2, 3, 4, 5, 6, 7]);

    [Fact]
    public async Task A_frame_that_holds_too_much_is_cut()
    {
        using var zeros = new MemoryStream(new byte[50_000_000]);
        using var compressed = new CompressingStream(zeros);
        using var frame = new MemoryStream();
        await compressed.CopyToAsync(frame);
        frame.Length.Should().BeLessThan(10_000);
        frame.Position = 0;
        using var plain = new DecompressingStream(frame, maxBytes: 1_000_000);
        using var target = new MemoryStream();

        var reading = await FluentActions.Awaiting(() => plain.CopyToAsync(target)).Should().ThrowAsync<SnapshotException>();

        reading.Which.Error.Kind.Should().Be(ErrorKind.SnapshotDamaged);
        reading.Which.Message.Should().Contain("1000000 bytes");
        target.Length.Should().BeInRange(1, 1_000_000);
    }

    [Fact]
    public async Task As_much_as_may_be_is_not_too_much() =>
        (await DecompressAsync(await CompressAsync(new byte[1000]), maxBytes: 1000)).Should().HaveCount(1000);

    [Fact]
    public async Task A_frame_that_would_take_much_memory_is_refused()
    {
        using var folder = new TestFolder();
        await ShouldBeDamagedAsync(await ZstdAsync(folder, new byte[20 << 20], "--long=27"));
    }

    private static byte[] Text(int length)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)('a' + (random.Next(26) * random.Next(26) / 26)))];
    }

    private static async Task<byte[]> ZstdAsync(TestFolder folder, byte[] content, params string[] arguments)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "theirs"), content);
        var run = await ProcessRun.OfAsync("zstd", folder.Path, arguments: [.. arguments, "theirs"]);
        run.ExitCode.Should().Be(0, run.Error);
        return await File.ReadAllBytesAsync(Path.Combine(folder.Path, "theirs.zst"));
    }

    private static async Task<byte[]> CompressAsync(byte[] content)
    {
        using var source = new MemoryStream(content);
        using var compressed = new CompressingStream(source);
        using var target = new MemoryStream();
        await compressed.CopyToAsync(target);
        return target.ToArray();
    }

    private static async Task<byte[]> DecompressAsync(byte[] frames, long maxBytes = Plenty)
    {
        using var source = new MemoryStream(frames);
        using var plain = new DecompressingStream(source, maxBytes);
        using var target = new MemoryStream();
        await plain.CopyToAsync(target);
        return target.ToArray();
    }

    private static async Task<byte[]?> TryAsync(byte[] frames)
    {
        try
        {
            return await DecompressAsync(frames);
        }
        catch (SnapshotException exception) when (exception.Error.Kind == ErrorKind.SnapshotDamaged)
        {
            return null;
        }
    }

    private static async Task ShouldBeDamagedAsync(byte[] frames) =>
        (await TryAsync(frames)).Should().BeNull($"these {frames.Length} bytes are no whole frame");
}
