using System.Diagnostics.Metrics;
using Ayb.Contracts;
using Ayb.Snapshots.Catalog;

namespace Ayb.Snapshots.Taking;

/// <summary>The meter <c>Ayb.Snapshots</c>; the tag <c>kind</c> says why a snapshot was taken.</summary>
internal sealed class SnapshotMeter
{
    public const string Name = "Ayb.Snapshots";

    private readonly Counter<long> _taken;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _duration;

    public SnapshotMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _taken = meter.CreateCounter<long>("ayb.snapshots.taken", "{snapshot}", "Snapshots that were taken");
        _failed = meter.CreateCounter<long>("ayb.snapshots.failed", "{snapshot}", "Automatic snapshots that could not be taken");
        _skipped = meter.CreateCounter<long>("ayb.snapshots.skipped", "{database}", "Databases in which nothing had changed");
        _bytes = meter.CreateCounter<long>("ayb.snapshots.stored", "By", "What was stored, compressed");
        _duration = meter.CreateHistogram<double>("ayb.snapshots.duration", "s", "How long a copy took to be compressed and stored");
    }

    public void Taken(Snapshot snapshot, TimeSpan time)
    {
        var kind = KeyValuePair.Create<string, object?>("kind", WireName.Of(snapshot.Kind));
        _taken.Add(1, kind);
        _bytes.Add(snapshot.StoredBytes, kind);
        _duration.Record(time.TotalSeconds, kind);
    }

    public void Failed() => _failed.Add(1);

    public void Skipped() => _skipped.Add(1);
}
