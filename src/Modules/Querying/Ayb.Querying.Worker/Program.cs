using Ayb.Querying.Worker;
using Ayb.Querying.Worker.Sandbox;

// Started twice: the host starts it with a socket and a folder; it shuts itself in and starts itself anew,
// so that every thread of the runtime, the ones that exist before Main included, is inside.
switch (args)
{
    case [var socketPath, var folder]:
        return Doorstep.Enter(socketPath, folder);
    case [Doorstep.Inside, var socket, var layers, var folder]:
        return Worker.Run(int.Parse(socket), uint.Parse(layers), folder);
    default:
        Console.Error.WriteLine("ayb-query-worker is started by the ayb server, one for each open database.");
        return 2;
}
