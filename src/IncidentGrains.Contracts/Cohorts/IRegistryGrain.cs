using IncidentGrains.Contracts.Access;
using Orleans.Concurrency;

namespace IncidentGrains.Contracts.Cohorts;

/// <summary>The registry of one incident; its key is <see cref="RegistryId.Of"/>. Numbers, digests and reasons pass here, never people.</summary>
/// <remarks>
/// Every command takes effect once for its command id, or is refused whole with a <see cref="CaseException"/>. To whoever
/// may not see the incident the registry does not exist. Before its first cohort it is at version 0.
/// </remarks>
[Alias("ig.IRegistryGrain")]
public interface IRegistryGrain : IGrainWithStringKey
{
    /// <summary>The registry now (version 0), or at an earlier version.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<RegistryState> Get(Actor actor, long version);

    /// <summary>The registry as recorded up to an instant.</summary>
    [AlwaysInterleave, Alias("GetAsOf")]
    Task<RegistryState> GetAsOf(Actor actor, DateTimeOffset instant);

    /// <summary>The same for the server's own services, where it was asked before whether the caller may see the incident; without sessions and changes.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<RegistryState> View(long version);

    /// <summary>All of the registry now, for the server's own work on it.</summary>
    [AlwaysInterleave, Alias("Whole")]
    Task<RegistryState> Whole();

    /// <summary>Leave for a number of look-ups in a session, for its opener while it is open.</summary>
    [AlwaysInterleave, Alias("UseLookup")]
    Task<LookupGrant> UseLookup(Actor actor, string sessionId, long keys);

    /// <summary>Any command; answers with the registry as the command left it.</summary>
    [Alias("Execute")]
    Task<RegistryState> Execute(RegistryCommand command);
}
