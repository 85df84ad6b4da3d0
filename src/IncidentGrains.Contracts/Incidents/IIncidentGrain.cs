using System.Collections.Immutable;
using IncidentGrains.Contracts.Access;
using Orleans.Concurrency;

namespace IncidentGrains.Contracts.Incidents;

/// <summary>One incident; its key is the incident's id. Each method is the RPC of the same name.</summary>
/// <remarks>
/// Every command takes effect once for its command id, or is refused whole with a <see cref="CaseException"/>. An
/// acknowledged command is in the ledger, on disk.
/// </remarks>
[Alias("ig.IIncidentGrain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>The incident now, or as recorded up to an instant.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<IncidentState> Get(Actor actor, DateTimeOffset? asOf);

    /// <summary>Completes if the actor may see the incident; it carries nothing, for whoever asks often.</summary>
    /// <exception cref="CaseException">NOT_FOUND: there is no such incident for the actor.</exception>
    [AlwaysInterleave, Alias("See")]
    Task See(Actor actor);

    /// <summary>The timeline now, or as recorded up to an instant, in the order in which things happened.</summary>
    [AlwaysInterleave, Alias("ListTimelineEntries")]
    Task<IReadOnlyList<TimelineEntry>> ListTimelineEntries(Actor actor, DateTimeOffset? asOf);

    /// <summary>What a task of the incident waits for, now or as recorded up to an instant.</summary>
    [AlwaysInterleave, Alias("DependenciesOf")]
    Task<ImmutableList<string>> DependenciesOf(Actor actor, string taskId, DateTimeOffset? asOf);

    /// <summary>Any command that answers with the incident.</summary>
    [Alias("Execute")]
    Task<IncidentState> Execute(IncidentCommand command);

    /// <summary>Adds an entry to the timeline.</summary>
    [Alias("AddTimelineEntry")]
    Task<TimelineEntry> AddTimelineEntry(AddTimelineEntry command);
}
