using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Ayb.Snapshots.Taking;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots.Tests;

public sealed class MeasuringSnapshots
{
    [Fact]
    public async Task What_is_taken_skipped_and_failed_is_counted()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        var counts = new ConcurrentDictionary<string, double>();
        using var listener = Listen(host.Host.Services.GetRequiredService<IMeterFactory>(), counts);

        host.Databases["books"] = "one";
        await host.TakeAsync();
        await host.WriteAndRunAsync("two");
        await host.RunAsync();
        host.Storage.IsDown = true;
        await host.WriteAndRunAsync("three");

        counts["ayb.snapshots.taken manual"].Should().Be(1);
        counts["ayb.snapshots.taken automatic"].Should().Be(1);
        counts["ayb.snapshots.skipped "].Should().Be(1);
        counts["ayb.snapshots.failed "].Should().Be(1);
        counts["ayb.snapshots.stored automatic"].Should().Be((await host.ListAsync())[0].StoredBytes);
        counts.Should().ContainKey("ayb.snapshots.duration automatic");
    }

    private static MeterListener Listen(IMeterFactory meters, ConcurrentDictionary<string, double> counts)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == SnapshotMeter.Name && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.Start();
        return listener;

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var kind = tags is [var tag] ? tag.Value : null;
            counts.AddOrUpdate($"{instrument.Name} {kind}", value, (_, sum) => sum + value);
        }
    }
}
