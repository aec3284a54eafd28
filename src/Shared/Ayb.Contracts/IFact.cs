using MediatR;

namespace Ayb.Contracts;

/// <summary>
/// Something that has happened, in the past tense. Published inside the publisher's transaction:
/// what handlers store commits or rolls back with it.
/// </summary>
public interface IFact : INotification;
