using Ayb.Querying.Protocol;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>Workers that send what nobody has thought of. A failure names the database, which is the seed that leads to it.</summary>
public sealed class FuzzingTheHost
{
    /// <summary>Frames that would be an answer, until some of their bytes are changed, lost or doubled.</summary>
    private static readonly string Babble = $$"""
        import random
        random.seed(int(os.path.basename(folder)[2:]))
        ready()
        request = query()
        frames = [
            struct.pack('<IIBBH', 9, request, CHUNK, 0, 0) + b'{"rows":[',
            struct.pack('<IIBBH', 2, request, CHUNK, LAST, 0) + b']}',
            struct.pack('<IIBBH', 0, request, CHUNK, random.randrange(256), 0),
            struct.pack('<IIBBH', 8, request, FAILURE, 0, random.randrange(20)) + b'\xff\xff\xff\xffoops',
            struct.pack('<IIBBH', 4, request + random.randrange(2), FAILURE, 0, 1) + b'\0\0\0\0',
            struct.pack('<IIBBH', {{Frame.MaxToHost}}, request, CHUNK, 0, 0) + b'x' * {{Frame.MaxToHost}},
        ]
        stream = bytearray(b''.join(random.choice(frames) for _ in range(random.randrange(1, 12))))
        for _ in range(random.randrange(6)):
            at = random.randrange(len(stream))
            damage = random.randrange(4)
            if damage == 0:
                stream[at] = random.randrange(256)
            elif damage == 1:
                stream[at] ^= 1 << random.randrange(8)
            elif damage == 2:
                del stream[at:at + random.randrange(16)]
            else:
                stream[at:at] = stream[:random.randrange(24)]
            stream = stream or bytearray(1)
        try:
            while stream:
                piece = random.randrange(1, 200) if random.randrange(2) else len(stream)
                host.sendall(stream[:piece])
                del stream[:piece]
        except OSError:
            pass
        """;

    [Fact]
    public async Task Whatever_a_worker_says_the_host_ends_it_and_serves_everybody()
    {
        using var hostile = new HostileWorker(Babble);
        await using var host = await QueryingHost.StartAsync(hostile.Path);
        await WasAnsweredAsync(host, "alice/db0");
        await WasAnsweredAsync(host, "alice/db0");
        (await host.ValueAsync("SELECT 1", "alice/db0")).Should().Be("1");

        foreach (var seed in FuzzRounds.Seeds(100))
        {
            var database = $"alice/db{seed}";

            await WasAnsweredAsync(host, database);
            (await host.ValueAsync("SELECT 1", "alice/db0")).Should().Be("1", "{0} should not matter to others", database);

            // Whether the host has noticed the end when it hands over the next queries is a matter of luck.
            for (var again = 0; again < 5; again++)
            {
                await WasAnsweredAsync(host, database);
            }

            if (File.Exists(Path.Combine(host.Folder, "databases", $"db{seed}", "QUARANTINED")))
            {
                // It has called its own file damaged. It could have damaged it as well.
                continue;
            }

            (await host.ValueAsync("SELECT 1", database)).Should().Be("1", "the worker of {0} should have been replaced", database);
            await host.UntilAsync(() => host.Workers($"db{seed}").Count == 1);
        }
    }

    /// <summary>Well or not: an answer may break off.</summary>
    private static async Task WasAnsweredAsync(ModuleHost host, string database)
    {
        try
        {
            using var response = await host.QueryAsync("SELECT 1", path: database);
        }
        catch (HttpRequestException)
        {
            // The answer broke off, and said so by its connection.
        }
    }
}
