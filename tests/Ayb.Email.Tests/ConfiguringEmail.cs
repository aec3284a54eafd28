using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Email.Tests;

public sealed class ConfiguringEmail
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["email:smtp:from"] = "Server Sender <server@example.org>",
        ["email:smtp:reply_to"] = "replyto@example.org",
        ["email:smtp:smtp_host"] = "localhost",
        ["email:smtp:smtp_port"] = "465",
        ["email:smtp:smtp_username"] = "login@example.org",
        ["email:smtp:smtp_password"] = "the_password",
    };

    [Fact]
    public void Complete_settings_are_accepted() => Add(Complete).Should().NotThrow();

    [Fact]
    public void Without_any_backend_the_start_says_which_there_are() =>
        Add([]).Should().Throw<ConfigurationException>().WithMessage("*[email.smtp]*[email.file]*");

    [Theory]
    [InlineData("email:smtp:from", "nobody", "*email.smtp.from must be an email address*")]
    [InlineData("email:smtp:from", "a@example.org\r\nBcc: b@example.org", "*email.smtp.from must be an email address*")]
    [InlineData("email:smtp:reply_to", "Name <>", "*email.smtp.reply_to must be an email address*")]
    [InlineData("email:smtp:smtp_port", "0", "*email.smtp.smtp_port must be between 1 and 65535*")]
    [InlineData("email:smtp:smtp_host", "", "*email.smtp.smtp_host must not be empty*")]
    [InlineData("email:file:path", "", "*email.file.path must not be empty*")]
    public void What_cannot_work_stops_the_start(string setting, string value, string message) =>
        Add(new(Complete) { [setting] = value }).Should().Throw<ConfigurationException>().WithMessage(message)
            .Which.Message.Should().NotContain("the_password");

    [Theory]
    [InlineData("email:smtp:from")]
    [InlineData("email:smtp:reply_to")]
    [InlineData("email:smtp:smtp_host")]
    public void What_is_missing_stops_the_start(string setting)
    {
        var settings = new Dictionary<string, string?>(Complete);
        settings.Remove(setting);

        Add(settings).Should().Throw<ConfigurationException>()
            .WithMessage($"*{setting.Replace(':', '.')} is missing*");
    }

    private static Action Add(Dictionary<string, string?> settings) => () =>
        new ServiceCollection().AddEmail(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
