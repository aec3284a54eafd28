namespace Ayb.Querying.Worker.Lanes;

/// <summary>
/// Looks after statements that SQLite cannot interrupt: a single instruction of its virtual machine may search one long value for
/// another, and thousands of them may follow each other without a jump, which is where SQLite asks whether to go on. And after those
/// who wait for the writer in vain, since it may be busy with a file for longer than anybody waits.
/// </summary>
internal sealed class Watch(Requests requests, WorkQueue writes, Sessions sessions)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public void Run()
    {
        while (true)
        {
            Thread.Sleep(Interval);
            foreach (var late in writes.TakeLate())
            {
                sessions.Refuse(late, late.Interruption());
            }

            if (requests.TellStuck())
            {
                // A thread cannot be taken out of SQLite. The host starts another process for those who still wait to send.
                Linux.Exit(1);
            }
        }
    }
}
