using Ayb.Contracts;

namespace Ayb.Architecture.Tests;

public sealed class ModuleBoundaries
{
    [Fact]
    public void Modules_are_found()
    {
        Module.All.Select(module => module.Name).Should().Contain(["Databases", "Identity", "Querying", "Sharing", "Email"]);
    }

    [Fact]
    public void No_project_of_a_module_references_another_module()
    {
        var projects = Repository.Files("src/Modules", "*.csproj");
        projects.Should().HaveCountGreaterThanOrEqualTo(Module.All.Count);

        foreach (var project in projects)
        {
            foreach (var reference in Repository.References(project, "ProjectReference").Select(path => Resolve(project, path)))
            {
                var allowed = reference.StartsWith("src/Shared/", StringComparison.Ordinal)
                    || reference.StartsWith(string.Join('/', project.Split('/')[..3]) + "/", StringComparison.Ordinal);
                allowed.Should().BeTrue($"{project} references {reference}");
            }
        }
    }

    [Theory, MemberData(nameof(Module.Each), MemberType = typeof(Module))]
    public void No_assembly_of_a_module_uses_another_module(Module module)
    {
        var used = module.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();
        used.Should().Contain("Ayb.Contracts");

        used.Where(name => Module.All.Any(other => other != module
            && (name == $"Ayb.{other.Name}" || name.StartsWith($"Ayb.{other.Name}.", StringComparison.Ordinal)))).Should().BeEmpty();
    }

    [Fact]
    public void Contracts_depend_on_the_mediator_alone()
    {
        const string project = "src/Shared/Ayb.Contracts/Ayb.Contracts.csproj";

        Repository.References(project, "PackageReference").Should().Equal("MediatR");
        Repository.References(project, "ProjectReference").Should().BeEmpty();
        Repository.References(project, "FrameworkReference").Should().BeEmpty();
    }

    [Fact]
    public void Nothing_in_the_house_references_the_host()
    {
        var projects = Repository.Files("src", "*.csproj").Where(project => !project.StartsWith("src/Host/", StringComparison.Ordinal)).ToList();
        projects.Should().NotBeEmpty();

        projects.Where(project => Repository.References(project, "ProjectReference")
            .Any(reference => Resolve(project, reference).StartsWith("src/Host/", StringComparison.Ordinal))).Should().BeEmpty();
    }

    [Fact]
    public void The_host_composes_every_module()
    {
        var program = Repository.Read("src/Host/Ayb.Host/Program.cs");

        Module.All.Where(module => !program.Contains($".{module.Door.Name}(", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Each_question_has_one_module_that_answers_it()
    {
        var questions = typeof(Question<>).Assembly.GetExportedTypes()
            .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Question<>))
            .ToList();
        questions.Should().NotBeEmpty();

        foreach (var question in questions)
        {
            var handler = typeof(MediatR.INotificationHandler<>).MakeGenericType(question);
            var answering = Module.All.SelectMany(module => module.Types).Where(type => type.IsAssignableTo(handler));
            answering.Should().ContainSingle($"one module owns the truth that {question.Name} asks for");
        }
    }

    private static string Resolve(string project, string reference) => Path.GetRelativePath(
        Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference)));
}
