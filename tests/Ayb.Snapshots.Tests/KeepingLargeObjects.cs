using System.Security.Cryptography;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Snapshots.Zstd;

namespace Ayb.Snapshots.Tests;

/// <summary>Alone, since what others allocate in the meantime would be counted.</summary>
[Collection(nameof(KeepingLargeObjects))]
[CollectionDefinition(nameof(KeepingLargeObjects), DisableParallelization = true)]
public sealed class KeepingLargeObjects
{
    private const int Size = 100 << 20;

    /// <summary>Far below the size; one part is 16 MiB, and clients have buffers of their own.</summary>
    private const int MostAllocated = Size * 2 / 3;

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task They_pass_through_without_being_held(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        using var content = new RandomContent(Size, seed: 5);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        using (var compressed = new CompressingStream(content))
        {
            (await place.Storage.UploadAsync("ada/notes/large", compressed, new Dictionary<string, string>(), CancellationToken.None))
                .Error.Should().BeNull();
        }

        await using var found = (await place.Storage.OpenAsync("ada/notes/large", CancellationToken.None)).Value;
        using var plain = new DecompressingStream(found.Content, Size);
        var hash = await SHA256.HashDataAsync(plain);

        hash.Should().Equal(content.Hash);
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(MostAllocated);
    }
}
