using Ayb.Querying.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Ayb.Querying.Tests;

public sealed class KeepingPace
{
    [Fact]
    public void Whoever_holds_a_place_must_send_and_take_fast_enough()
    {
        var (context, kestrel) = (new DefaultHttpContext(), new Rates());
        context.Features.Set<IHttpMinRequestBodyDataRateFeature>(kestrel);
        context.Features.Set<IHttpMinResponseDataRateFeature>(kestrel);

        TransferPace.Demand(context);

        kestrel.OfRequest!.BytesPerSecond.Should().Be(32 << 10);
        kestrel.OfResponse.Should().Be(kestrel.OfRequest);
    }

    [Fact]
    public void Another_web_server_has_rules_of_its_own()
    {
        var demand = () => TransferPace.Demand(new DefaultHttpContext());

        demand.Should().NotThrow();
    }

    private sealed class Rates : IHttpMinRequestBodyDataRateFeature, IHttpMinResponseDataRateFeature
    {
        public MinDataRate? OfRequest { get; private set; }

        public MinDataRate? OfResponse { get; private set; }

        MinDataRate? IHttpMinRequestBodyDataRateFeature.MinDataRate { get => OfRequest; set => OfRequest = value; }

        MinDataRate? IHttpMinResponseDataRateFeature.MinDataRate { get => OfResponse; set => OfResponse = value; }
    }
}
