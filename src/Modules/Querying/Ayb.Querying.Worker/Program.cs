using Ayb.Querying.Protocol;
using Ayb.Querying.Worker;
using Ayb.Querying.Worker.Sandbox;

// Started twice: the host starts it with a socket and a folder; it shuts itself in and starts itself anew,
// so that every thread of the runtime, the ones that exist before Main included, is inside.
switch (args)
{
    case [var socketPath, var folder, var argument] when WorkerLimits.TryParse(argument, out var limits):
        return Doorstep.Enter(socketPath, folder, limits);
    case [Doorstep.Inside, var socket, var layers, var abi, var folder, var argument] when WorkerLimits.TryParse(argument, out var limits):
        Limits.Given = limits;
        return Worker.Run(int.Parse(socket), new Isolation((SandboxLayers)uint.Parse(layers), int.Parse(abi)), folder);
    default:
        Console.Error.WriteLine("ayb-query-worker is started by the ayb server, one for each open database.");
        return 2;
}
