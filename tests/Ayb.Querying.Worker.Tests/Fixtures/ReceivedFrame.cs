using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Tests.Fixtures;

internal sealed record ReceivedFrame(Frame Frame, byte[] Payload)
{
    public bool IsLast => Frame.Type == FrameType.Failure || Frame.Marks.HasFlag(FrameMarks.Last);
}
