using Carter;
using MediatR;

namespace Ayb.Architecture.Tests;

public sealed class Slices
{
    [Fact]
    public void Every_endpoint_stands_beside_the_use_case_that_it_opens()
    {
        var endpoints = Module.All
            .SelectMany(module => module.Types.Where(type => type.IsAssignableTo(typeof(CarterModule))), (module, type) => (module, type))
            .ToList();
        endpoints.Should().NotBeEmpty();

        foreach (var (module, type) in endpoints)
        {
            type.Name.Should().EndWith("Endpoint");
            var opened = type.Name[..^"Endpoint".Length];
            var useCase = opened.EndsWith("Page", StringComparison.Ordinal) ? opened[..^"Page".Length] : opened;
            var folder = $"src/Modules/{module.Name}/Ayb.{module.Name}/{useCase}";
            File.Exists(Path.Combine(Repository.Root, folder, $"{type.Name}.cs")).Should().BeTrue($"{folder} is the slice of {type.Name}");
            File.Exists(Path.Combine(Repository.Root, folder, $"{useCase}.cs")).Should().BeTrue($"{type.Name} opens {useCase}");
        }
    }

    [Fact]
    public void Every_page_endpoint_stands_beside_its_page()
    {
        var endpoints = Repository.Files("src/Modules", "*PageEndpoint.cs");
        endpoints.Should().NotBeEmpty();

        endpoints.Where(file => Directory.GetFiles(Path.GetDirectoryName(Path.Combine(Repository.Root, file))!, "*Page.razor").Length == 0)
            .Should().BeEmpty();
    }

    [Fact]
    public void Every_command_and_query_is_the_file_that_names_its_folder()
    {
        // What a module asks of itself alone may lie with the use case that it serves.
        var requests = Module.All
            .SelectMany(
                module => module.Types.Where(type => type.IsPublic && type.IsAssignableTo(typeof(IBaseRequest))),
                (module, type) => (module, type))
            .ToList();
        requests.Should().NotBeEmpty();

        foreach (var (module, type) in requests)
        {
            var file = $"src/Modules/{module.Name}/Ayb.{module.Name}/{type.Name}/{type.Name}.cs";
            File.Exists(Path.Combine(Repository.Root, file)).Should().BeTrue($"{file} is where a reader looks for {type.Name}");
        }
    }

    [Fact]
    public void Every_request_has_one_handler()
    {
        var requests = Module.All.SelectMany(module => module.Types).Where(type => type.IsAssignableTo(typeof(IBaseRequest))).ToList();
        var handled = Module.All
            .SelectMany(module => module.Types)
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            .Select(type => type.GetGenericArguments()[0]);

        handled.Should().BeEquivalentTo(requests);
    }
}
