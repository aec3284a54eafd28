using Ayb.Testing;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>An executable in a worker's place that says of itself what a worker on an older kernel would, and then waits for its end.</summary>
internal sealed class LesserWorker : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <param name="layers">Bits of <c>SandboxLayers</c>.</param>
    /// <param name="abi">Of Landlock.</param>
    /// <param name="forDatabasesOnly">Where there is no database it executes the real worker.</param>
    public LesserWorker(int layers, int abi, bool forDatabasesOnly = false)
    {
        Script.Write(Path, $"""
            #!/usr/bin/python3
            import os, socket, struct, sys
            path, folder, limits = sys.argv[1:]
            if {(forDatabasesOnly ? "True" : "False")} and '/databases/' not in folder:
                os.execv('{Executables.Worker}', ['worker', path, folder, limits])
            host = socket.socket(socket.AF_UNIX)
            host.connect(path)
            host.sendall(struct.pack('<IIBBHIi', 8, 0, 16, 0, 2, {layers}, {abi}))
            host.recv(1)
            """);
    }

    public string Path => System.IO.Path.Combine(_folder.Path, "worker");

    public void Dispose() => _folder.Dispose();
}
