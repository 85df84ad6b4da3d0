using System.Diagnostics.Metrics;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>What the relay does, in numbers.</summary>
internal sealed class RelayMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _published;
    private readonly Counter<long> _unanswered;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _parked;

    public RelayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(LedgerMetrics.MeterName);
        _published = _meter.CreateCounter<long>("incidentgrains.bus.published", "{message}", "Messages that are safe at the bus.");
        _unanswered = _meter.CreateCounter<long>("incidentgrains.bus.unanswered", "{message}", "Messages that the bus did not answer in time; each is sent again.");
        _failed = _meter.CreateCounter<long>("incidentgrains.bus.failed", "{message}", "Messages that could not be made or were refused; each is tried again.");
        _parked = _meter.CreateCounter<long>("incidentgrains.bus.parked", "{message}", "Messages left aside until an operator replays them.");
    }

    public void Published() => _published.Add(1);

    public void Unanswered() => _unanswered.Add(1);

    public void Failed() => _failed.Add(1);

    public void Parked() => _parked.Add(1);

    public void Dispose() => _meter.Dispose();
}
