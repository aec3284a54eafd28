using Ayb.Testing;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>
/// An executable in a worker's place that misbehaves in a database's first process, and executes the real worker from the second on, and for no database:
/// so a test sees that the host has got rid of the first.
/// </summary>
internal sealed class HostileWorker : IDisposable
{
    private const string Prelude = """
        #!/usr/bin/python3
        import os, signal, socket, struct, sys

        READY, CHUNK, FAILURE, LAST = 16, 17, 18, 2
        path, folder, limits = sys.argv[1:]

        def connect():
            global host
            host = socket.socket(socket.AF_UNIX)
            host.connect(path)

        def send(kind, request=0, marks=0, detail=0, payload=b'', length=None):
            host.sendall(struct.pack('<IIBBH', len(payload) if length is None else length, request, kind, marks, detail) + payload)

        def ready():
            connect()
            send(READY, detail=2, payload=struct.pack("<Ii", 63, 7))

        def query():
            length, request, *_ = struct.unpack('<IIBBH', host.recv(12, socket.MSG_WAITALL))
            host.recv(length, socket.MSG_WAITALL)
            return request

        def linger():
            signal.pause()

        """;

    private readonly TestFolder _folder = new();

    /// <param name="misbehaviour">Python, with the functions of the prelude.</param>
    public HostileWorker(string misbehaviour)
    {
        Script.Write(Path, $"""
            {Prelude}
            if '/databases/' not in folder:
                os.execv('{Executables.Worker}', ['worker', path, folder, limits])
            try:
                os.close(os.open(folder + '/misbehaved', os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                os.execv('{Executables.Worker}', ['worker', path, folder, limits])
            {misbehaviour}
            """);
    }

    public string Path => System.IO.Path.Combine(_folder.Path, "worker");

    public void Dispose() => _folder.Dispose();
}
