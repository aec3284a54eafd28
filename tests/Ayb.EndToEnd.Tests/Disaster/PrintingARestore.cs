using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Disaster;

public sealed class PrintingARestore
{
    [Fact]
    public async Task What_comes_back_is_said_and_nothing_of_the_log_of_a_server()
    {
        await using var server = await LosableServer.StartAsync(MetadataEngine.Sqlite);
        var marcua = await Account.RegisterAsync(server.Process, "marcua");
        foreach (var name in new[] { "books", "films" })
        {
            await marcua.CreateAsync(name);
            await marcua.QueryAsync(name, "CREATE TABLE t (x)");
            (await server.Process.CallAsync(marcua, $"POST marcua/{name}/snapshots")).Should().StartWith("201 ");
        }

        (await server.Process.CallAsync(marcua, "DELETE marcua/films", null, "database-name: marcua/films")).Should().StartWith("200 ");
        await server.UntilMetadataIsKeptAsync(marcua);
        await server.LoseAsync();

        var restored = await server.RestoreAsync();

        restored.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
        restored.Output.Split('\n').Order(StringComparer.Ordinal).Should().SatisfyRespectively(
            line => line.Should().BeEmpty(),
            line => line.Should().StartWith("Metadata: restored from its snapshot "),
            line => line.Should().Be("Restored 2 databases; 0 were there already."),
            line => line.Should().Be("Start the server as usual, with the same --config: ayb server"),
            line => line.Should().StartWith("[1/2] marcua/"),
            line => line.Should().StartWith("[2/2] marcua/"));
        restored.Output.Should().Contain(" marcua/books: restored from its snapshot ").And.Contain(" marcua/films (deleted): restored from its snapshot ");
    }
}
