using System.Text.Json;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

internal static class Listing
{
    public static async Task<IReadOnlyList<string>> IdsAsync(this SnapshotServer server) =>
        [.. (await server.ListAsync()).Select(IdOf)];

    /// <returns>Its id.</returns>
    public static string IdOf(string answer)
    {
        answer.Should().StartWith("201 ");
        return IdOf(JsonElement.Parse(answer[4..]));
    }

    private static string IdOf(JsonElement snapshot) => snapshot.GetProperty("snapshot_id").GetString()!;
}
