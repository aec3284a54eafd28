using System.Net;
using System.Net.Http.Headers;
using Ayb.Contracts;
using Ayb.Databases;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Http;
using Ayb.Testing;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Architecture.Tests;

public sealed class EmbeddingAModule
{
    [Fact]
    public async Task A_module_runs_in_an_application_that_is_not_ours_with_three_lines()
    {
        using var folder = new TestFolder();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["data_path"] = folder.Path,
            ["database_url"] = $"sqlite://{folder.Path}/ayb.sqlite",
        });
        builder.Services.AddScoped<INotificationHandler<WhoBears>, TheirUsers>();
        builder.Services.AddScoped<INotificationHandler<WhichEntity>, TheirUsers>();
        builder.Services.AddAybInfrastructure(builder.Configuration);
        builder.Services.AddDatabases(builder.Configuration);

        await using var application = builder.Build();
        application.MapGet("/", () => "Their own page");
        application.MapAyb("/databases");
        await application.StartAsync();

        using var http = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "their-token");
        using var creation = new HttpRequestMessage(HttpMethod.Post, "/databases/them/books/create");
        creation.Headers.Add("db-type", "sqlite");
        (await http.SendAsync(creation)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await http.GetStringAsync("/")).Should().Be("Their own page");
    }

    /// <summary>Their application has users of its own and answers for them in the place of our module.</summary>
    private sealed class TheirUsers : INotificationHandler<WhoBears>, INotificationHandler<WhichEntity>
    {
        private static readonly Entity Them = new(new EntityId("them"), EntitySlug.Parse("them").Value, EntityType.User);

        public Task Handle(WhoBears question, CancellationToken cancellationToken)
        {
            question.Answer(question.Token == "their-token"
                ? new Principal(Them.Id, Them.Slug, "short", Scope: null)
                : new AybError(ErrorKind.InvalidToken, "Invalid API token"));
            return Task.CompletedTask;
        }

        public Task Handle(WhichEntity question, CancellationToken cancellationToken)
        {
            question.Answer(Them);
            return Task.CompletedTask;
        }
    }
}
