using Ayb.Snapshots;
using MediatR;

namespace Ayb.Host;

internal static class ServerRestore
{
    /// <summary>Makes the server again out of its snapshots. Nothing of it is started: it listens to nobody, sends and tidies up nothing.</summary>
    /// <returns>0 when all that has a snapshot is back.</returns>
    public static async Task<int> RestoreAsync(this WebApplication server, string? metadata)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var restored = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RestoreServer(metadata, Console.WriteLine));
        if (!restored.TryGet(out var report, out var error))
        {
            Console.Error.WriteLine($"Error: {error.Message}");
            return 1;
        }

        Console.WriteLine($"Restored {report.Restored} databases; {report.AlreadyThere} were there already.");
        Name("Without a snapshot, these come back empty", report.WithoutSnapshot);
        Name("The storage has snapshots of these, of which the metadata does not know; they stay there", report.Unknown);
        if (report.Failed.Count > 0)
        {
            Console.Error.WriteLine(
                $"Error: These could not be restored: {string.Join(", ", report.Failed)}. Run this again to try them once more; what is restored stays as it is.");
            return 1;
        }

        Console.WriteLine("Start the server as usual, with the same --config: ayb server");
        return 0;
    }

    private static void Name(string what, IReadOnlyList<string> databases)
    {
        if (databases.Count > 0)
        {
            Console.WriteLine($"{what}: {string.Join(", ", databases)}");
        }
    }
}
