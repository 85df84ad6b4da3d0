using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Gives MassTransit the pinned names; what is none of our messages (its own fault events) keeps its name.</summary>
internal sealed class PinnedEntityNames(IEntityNameFormatter otherwise) : IEntityNameFormatter
{
    public string FormatEntityName<T>() =>
        typeof(IBusMessage).IsAssignableFrom(typeof(T)) && BusNames.Messages.ContainsKey(typeof(T)) ? BusNames.Exchange(typeof(T)) : otherwise.FormatEntityName<T>();
}
