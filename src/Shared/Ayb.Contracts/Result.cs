using System.Diagnostics.CodeAnalysis;

namespace Ayb.Contracts;

/// <summary>Either a value or the reason why there is none.</summary>
public readonly struct Result<T> : IResult<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, AybError? error) => (_value, Error) = (value, error);

    public AybError? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The value; asking a failure for it is a bug and throws.</summary>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Message}");

    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out AybError? error)
    {
        (value, error) = (_value, Error);
        return error is null;
    }

    public static Result<T> Failure(AybError error) => new(default, error);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(AybError error) => new(default, error);
}
