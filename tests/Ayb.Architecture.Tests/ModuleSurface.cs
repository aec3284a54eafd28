using Carter;
using FluentValidation;
using MediatR;

namespace Ayb.Architecture.Tests;

public sealed class ModuleSurface
{
    private static readonly Type[] HandlerInterfaces =
        [typeof(IRequestHandler<,>), typeof(INotificationHandler<>), typeof(IPipelineBehavior<,>)];

    [Theory, MemberData(nameof(Module.Each), MemberType = typeof(Module))]
    public void Only_the_door_the_options_and_the_requests_with_their_answers_are_public(Module module)
    {
        var exported = module.Assembly.GetExportedTypes();
        var requests = exported.Where(type => type.IsAssignableTo(typeof(IBaseRequest))).ToList();
        var answers = new HashSet<Type>();
        requests.ForEach(request => CollectAnswers(AnswerOf(request), module, answers));

        var rest = exported
            .Except(requests)
            .Except(answers)
            .Where(type => !Module.IsPage(type))
            .Where(type => !type.Name.EndsWith("Options", StringComparison.Ordinal) && type != module.Door.DeclaringType);

        rest.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Module.Each), MemberType = typeof(Module))]
    public void What_is_public_is_sealed_and_the_door_has_one_leaf(Module module)
    {
        module.Assembly.GetExportedTypes().Where(type => type.IsClass && !type.IsSealed && !Module.IsPage(type)).Should().BeEmpty();
        module.Door.DeclaringType!.GetMethods().Where(method => method.IsStatic).Should().ContainSingle();
    }

    [Theory, MemberData(nameof(Module.Each), MemberType = typeof(Module))]
    public void Commands_and_queries_are_records(Module module)
    {
        var requests = module.Types.Where(type => type.IsAssignableTo(typeof(IBaseRequest)));

        // The compiler gives every record this method.
        requests.Where(type => type.GetMethod("<Clone>$") is null).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Module.Each), MemberType = typeof(Module))]
    public void Handlers_validators_and_endpoints_are_internal_and_sealed(Module module)
    {
        var parts = module.Types.Where(IsPart).ToList();
        parts.Should().NotBeEmpty();

        parts.Where(type => type.IsPublic || type.IsNestedPublic || !type.IsSealed).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Module.Each), MemberType = typeof(Module))]
    public void Every_class_is_sealed_unless_others_derive_from_it(Module module)
    {
        var classes = module.Types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !Module.IsPage(type))
            .ToList();

        classes.Where(type => !module.Types.Any(other => other.BaseType == type)).Should().BeEmpty();
    }

    private static bool IsPart(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && (type.IsAssignableTo(typeof(CarterModule))
            || type.IsAssignableTo(typeof(IValidator))
            || type.GetInterfaces().Any(part => part.IsGenericType && HandlerInterfaces.Contains(part.GetGenericTypeDefinition())));

    private static Type AnswerOf(Type request) => request.GetInterfaces()
        .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequest<>))
        .GetGenericArguments()[0];

    // What an answer is made of belongs to it.
    private static void CollectAnswers(Type type, Module module, HashSet<Type> found)
    {
        foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [type.IsArray ? type.GetElementType()! : type])
        {
            if (part.IsGenericType)
            {
                CollectAnswers(part, module, found);
            }
            else if (part.Assembly == module.Assembly && found.Add(part))
            {
                part.GetProperties().ToList().ForEach(property => CollectAnswers(property.PropertyType, module, found));
            }
        }
    }
}
