using MediatR;

namespace Ayb.Contracts;

/// <summary>Changes metadata; runs in one transaction that commits when the result is a success.</summary>
public interface ICommand<TValue> : ICommand, IRequest<Result<TValue>>;

/// <summary>Marks what runs in a transaction.</summary>
public interface ICommand;
