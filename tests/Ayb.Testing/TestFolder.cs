namespace Ayb.Testing;

/// <summary>An empty folder that is gone when the test is over.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ayb-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
