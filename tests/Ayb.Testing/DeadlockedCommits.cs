using System.Data.Common;
using Ayb.Infrastructure.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Testing;

/// <summary>Metadata that undoes the next transactions in favour of others, as PostgreSQL does with one of those that wait for each other.</summary>
public sealed class DeadlockedCommits(IMetadataDatabase database) : TamperedCommits(database)
{
    /// <summary>How many transactions come to nothing from now on. One that is run three times again is committed.</summary>
    public int Left { get; set; }

    public static void Use(ModuleHostOptions options) =>
        options.Services(services => services.Decorate<IMetadataDatabase, DeadlockedCommits>());

    public static DeadlockedCommits Of(ModuleHost host) => (DeadlockedCommits)host.Services.GetRequiredService<IMetadataDatabase>();

    protected override Task CommitAsync(MetadataWriter writer) => Left-- > 0 ? throw new DeadlockException() : writer.CommitAsync();

    private sealed class DeadlockException() : DbException("deadlock detected")
    {
        public override string SqlState => "40P01";
    }
}
