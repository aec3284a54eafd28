using Ayb.Contracts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Testing;

/// <summary>What a test changes about the host of its module.</summary>
public sealed class ModuleHostOptions
{
    private readonly List<Action<IServiceCollection>> _services = [];

    /// <summary>Settings as in ayb.toml, with ':' between: <c>email:file:path</c>.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Answers a question in place of the module that is not there.</summary>
    public ModuleHostOptions Answer<TQuestion>(Action<TQuestion> answer) where TQuestion : INotification
    {
        _services.Add(services => services.AddSingleton<INotificationHandler<TQuestion>>(new Answering<TQuestion>(answer)));
        return this;
    }

    /// <summary>Makes every token of the form <c>token-of-NAME</c> valid for an entity NAME.</summary>
    public ModuleHostOptions KnowCallers(params Principal[] callers)
    {
        return Answer<WhoBears>(question => question.Answer(
            callers.FirstOrDefault(caller => question.Token == $"token-of-{caller.Slug}") is { } caller
                ? caller
                : new AybError(ErrorKind.InvalidToken, "Invalid API token")));
    }

    public ModuleHostOptions Services(Action<IServiceCollection> change)
    {
        _services.Add(change);
        return this;
    }

    internal void ApplyTo(IServiceCollection services)
    {
        services.AddScoped<IRequestHandler<PublishInTransaction, Result<Nothing>>, PublishInTransactionHandler>();
        _services.ForEach(change => change(services));
    }

    private sealed class Answering<TQuestion>(Action<TQuestion> answer) : INotificationHandler<TQuestion>
        where TQuestion : INotification
    {
        public Task Handle(TQuestion notification, CancellationToken cancellationToken)
        {
            answer(notification);
            return Task.CompletedTask;
        }
    }
}
