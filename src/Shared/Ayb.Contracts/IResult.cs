namespace Ayb.Contracts;

/// <summary>Lets generic code fail a request without knowing what it would have answered.</summary>
public interface IResult<TSelf> where TSelf : IResult<TSelf>
{
    AybError? Error { get; }

    static abstract TSelf Failure(AybError error);
}
