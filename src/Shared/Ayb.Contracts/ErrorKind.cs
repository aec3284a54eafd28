namespace Ayb.Contracts;

/// <summary>Every way in which a request can fail that is not a bug.</summary>
public enum ErrorKind
{
    InvalidRequest,
    InvalidSlug,
    InvalidDuration,
    EmptyUpdate,
    MissingCredentials,
    InvalidToken,
    Forbidden,
    CantChangeOwner,
    NotFound,
    AlreadyRegistered,
    RegistrationRefused,
    AlreadyExists,
    Conflict,
    MethodNotAllowed,
    BodyTooLarge,
    Query,
    QueryTimeout,
    ResultTooLarge,
    StorageFull,
    ReadOnly,
    TooManyRequests,
    Unavailable,
    Bug,
}
