using System.Reflection;
using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing.Tests;

/// <summary>
/// One of each fact that something writes into the audit log, and where something may be missing in it, one without:
/// all of alice's doing. A fact that is recorded from now on comes by itself.
/// </summary>
internal static class RecordedFacts
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, object> Values = new object[]
    {
        Cast.Alice,
        Cast.Alice.AsEntity(),
        Cast.Alice.Id,
        Cast.AlicesDatabase("books"),
        new TokenScope(Cast.AlicesDatabase("books").Id, QueryAccess.ReadOnly),
        PublicSharingLevel.ReadOnly,
        TokenOrigin.Command,
        MemberRole.Member,
        "text",
    }.ToDictionary(value => value.GetType());

    public static IEnumerable<IFact> All =>
        from handler in typeof(AuditStore).Assembly.GetTypes()
        where handler.GetConstructors().Any(made => made.GetParameters().Any(part => part.ParameterType == typeof(AuditStore)))
        from handled in handler.GetInterfaces()
        where handled.IsGenericType && handled.GetGenericTypeDefinition() == typeof(INotificationHandler<>)
        from fact in Of(handled.GenericTypeArguments[0])
        select fact;

    private static IEnumerable<IFact> Of(Type type)
    {
        var made = type.GetConstructors().Single();
        yield return Make(part => ValueOf(part.ParameterType));
        if (made.GetParameters().Any(MayBeMissing))
        {
            yield return Make(part => MayBeMissing(part) ? null : ValueOf(part.ParameterType));
        }

        IFact Make(Func<ParameterInfo, object?> value) => (IFact)made.Invoke([.. made.GetParameters().Select(value)]);
    }

    // What nobody did, the server did by itself, which is no event.
    private static bool MayBeMissing(ParameterInfo part) =>
        part.Name != nameof(AccessChanged.By) && Nullability.Create(part).WriteState == NullabilityState.Nullable;

    private static object ValueOf(Type type) => Values[Nullable.GetUnderlyingType(type) ?? type];
}
