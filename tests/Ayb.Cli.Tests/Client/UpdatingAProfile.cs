using System.Text.Json;

namespace Ayb.Cli.Tests.Client;

public sealed class UpdatingAProfile : ClientScenario
{
    [Theory]
    [InlineData("""{"display_name":"Ada"}""", "--display_name", "Ada")]
    [InlineData("""{"display_name":"Ada"}""", "--display-name", "Ada")]
    [InlineData("""{"description":"d","organization":"o","location":"l"}""", "--description", "d", "--organization", "o", "--location", "l")]
    [InlineData("""{"display_name":"<b>日本</b> \"x\""}""", "--display_name", "<b>日本</b> \"x\"")]
    [InlineData("""{"location":null}""", "--location", "")]
    [InlineData("""{"links":"[{\"url\":\"https://a.example\"}]"}""", "--links", "https://a.example")]
    [InlineData("""{"links":"[{\"url\":\"https://a\"},{\"url\":\"http://b\"}]"}""", "--links", "https://a", "http://b")]
    [InlineData("""{"links":"[{\"url\":\"https://a\"},{\"url\":\"http://b\"}]"}""", "--links", "https://a", "--links", "http://b")]
    [InlineData("""{"links":"[{\"url\":\"https://a\"}]","location":"l"}""", "--links", "https://a", "--location", "l")]
    [InlineData("""{"links":null}""", "--links")]
    [InlineData("""{"links":null}""", "--links", "")]
    [InlineData("""{"links":null,"location":"l"}""", "--links", "--location", "l")]
    [InlineData("{}")]
    public async Task What_is_given_is_sent_and_nothing_else(string body, params string[] options)
    {
        Server.Answers(200, "{}");

        var result = await Ayb.Run(["client", "update_profile", "marcua", .. options]);

        result.Error.Should().BeEmpty();
        result.Output.Should().Be("Successfully updated profile\n");
        OnlyRequest.Line.Should().Be("PATCH /v1/entity/marcua");
        OnlyRequest.Headers["Content-Type"].Should().StartWith("application/json");
        OnlyRequest.Headers.Should().Contain("authorization", "Bearer ayb_short_secret");
        JsonElement.DeepEquals(JsonElement.Parse(OnlyRequest.Body), JsonElement.Parse(body)).Should().BeTrue(OnlyRequest.Body);
    }

    [Fact]
    public async Task Whose_it_is_may_also_be_said_after_the_links_are_ended()
    {
        Server.Answers(200, "{}");

        (await Ayb.Run("client", "update_profile", "--links", "https://a", "--location", "l", "marcua")).Status.Should().Be(0);

        OnlyRequest.Line.Should().Be("PATCH /v1/entity/marcua");
    }
}
