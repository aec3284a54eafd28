using Npgsql;
using Xunit;

namespace Ayb.Testing;

/// <summary>The two engines that metadata may live in; a test takes it as <c>[MemberData]</c> to run on both.</summary>
public sealed class MetadataEngine
{
    private const string ServerVariable = "AYB_TEST_POSTGRES";

    public static readonly MetadataEngine Sqlite = new("sqlite");

    public static readonly MetadataEngine Postgres = new("postgresql");

    private readonly string _name;

    private MetadataEngine(string name) => _name = name;

    public static TheoryData<MetadataEngine> Both => [Sqlite, Postgres];

    public override string ToString() => _name;

    /// <summary>An empty metadata database.</summary>
    /// <returns>A <c>database_url</c>.</returns>
    public async Task<string> CreateDatabaseAsync(string folder)
    {
        if (this == Sqlite)
        {
            return $"sqlite://{folder}/ayb.sqlite";
        }

        var server = new Uri(Environment.GetEnvironmentVariable(ServerVariable)
            ?? throw new InvalidOperationException(
                $"{ServerVariable} is not set: run the tests by tests/run.sh, or start a server by 'tests/servers/postgres.sh start'."));
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection($"Host={server.Host};Port={server.Port};Username={server.UserInfo};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return $"postgresql://{server.UserInfo}@{server.Host}:{server.Port}/{name}?Pooling=false";
    }
}
