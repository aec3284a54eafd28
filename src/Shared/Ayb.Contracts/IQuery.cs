using MediatR;

namespace Ayb.Contracts;

/// <summary>Reads metadata and changes nothing.</summary>
public interface IQuery<TValue> : IRequest<Result<TValue>>;
