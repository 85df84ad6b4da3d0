using IncidentGrains.Contracts.Access;
using Orleans.Concurrency;

namespace IncidentGrains.Contracts.Remediation;

/// <summary>One task; its key is the task's id.</summary>
/// <remarks>
/// Every command takes effect once for its command id, or is refused whole with a <see cref="CaseException"/>. To whoever
/// may not see the incident the task does not exist.
/// </remarks>
[Alias("ig.IRemediationTaskGrain")]
public interface IRemediationTaskGrain : IGrainWithStringKey
{
    /// <summary>The task now, or as recorded up to an instant.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<RemediationTaskView> Get(Actor actor, DateTimeOffset? asOf);

    /// <summary>Any command; answers with the task.</summary>
    [Alias("Execute")]
    Task<RemediationTaskView> Execute(TaskCommand command);
}
