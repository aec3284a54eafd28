using Ayb.Testing.Smtp;

namespace Ayb.Email.Tests;

/// <summary>One server that takes everything, for a class of tests.</summary>
public sealed class LenientServer : IAsyncLifetime
{
    public SmtpServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await SmtpServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
