using Ayb.Infrastructure.Metadata;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

/// <summary>Metadata whose connection breaks when a commit is on its way: it happens, and nobody hears of it.</summary>
internal sealed class LosingCommits(IMetadataDatabase database) : TamperedCommits(database)
{
    public bool Lose { get; set; }

    protected override async Task CommitAsync(MetadataWriter writer)
    {
        await writer.CommitAsync();
        if (Lose)
        {
            throw new IOException("The connection is broken.");
        }
    }
}
