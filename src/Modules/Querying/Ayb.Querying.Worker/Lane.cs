using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker;

/// <summary>
/// A thread with a connection of its own that runs one request after the other. The writer lane is one; reader lanes
/// are several and pass on to it what turns out to write.
/// </summary>
internal sealed class Lane(
    Port port, WorkQueue<Request> queue, Func<Connection> open, Action<Request> finished, Action<Request>? passOn)
{
    private const int StackSize = 1 << 20;

    private Connection? _connection;

    private bool IsReader => passOn is not null;

    /// <param name="name">For those who look at the process from outside.</param>
    /// <param name="opened">A connection that is already there.</param>
    public void Start(string name, Connection? opened = null)
    {
        _connection = opened;
        new Thread(Run, StackSize) { Name = name, IsBackground = true }.Start();
    }

    private void Run()
    {
        while (true)
        {
            var request = queue.Take();
            var answer = new AnswerStream(port, request, heldBack: !IsReader);
            try
            {
                Execute(request, answer);
                Complete(request, answer);
            }
            catch (SqliteFailure failure) when (failure.Code == FailureCode.ReadOnly && request.MayWrite && IsReader && !answer.HasStarted)
            {
                passOn!(request);
            }
            catch (SqliteFailure failure)
            {
                finished(request);
                port.SendFailure(request.Id, failure.Code, failure.Message);
            }
        }
    }

    private void Execute(Request request, AnswerStream answer)
    {
        if (request.MustStop)
        {
            throw request.Interruption();
        }

        var connection = _connection ??= open();
        connection.Running = request;
        connection.Authorizer.BeginRequest();
        try
        {
            new Script(connection, answer, IsReader).Run(request.Sql);
        }
        finally
        {
            connection.Running = null;
            if (connection.InTransaction)
            {
                connection.Execute("ROLLBACK");
            }

            if (connection.Authorizer.LeavesTraces)
            {
                connection.Dispose();
                _connection = null;
            }
        }
    }

    private void Complete(Request request, AnswerStream answer)
    {
        if (!IsReader && answer.NeedsCredit)
        {
            // The rows are committed: a slow client must not keep other writers waiting for the rest of its answer.
            new Thread(() => Send(request, answer), StackSize) { IsBackground = true }.Start();
        }
        else
        {
            Send(request, answer);
        }
    }

    private void Send(Request request, AnswerStream answer)
    {
        try
        {
            answer.Complete();
            finished(request);
        }
        catch (SqliteFailure failure) when (!IsReader)
        {
            finished(request);
            port.SendFailure(request.Id, failure.Code, failure.Message);
        }
    }
}
