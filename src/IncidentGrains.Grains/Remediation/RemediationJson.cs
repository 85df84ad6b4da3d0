using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Remediation;

/// <summary>JSON of tasks' events, commands (for their digest) and snapshots, generated at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TaskCreated))]
[JsonSerializable(typeof(TaskAssigned))]
[JsonSerializable(typeof(TaskUnassigned))]
[JsonSerializable(typeof(TaskStarted))]
[JsonSerializable(typeof(TaskBlocked))]
[JsonSerializable(typeof(TaskCompleted))]
[JsonSerializable(typeof(TaskVerified))]
[JsonSerializable(typeof(TaskReturned))]
[JsonSerializable(typeof(TaskCancelled))]
[JsonSerializable(typeof(TaskCancellationRequested))]
[JsonSerializable(typeof(TaskCancellationApproved))]
[JsonSerializable(typeof(TaskCancellationDeclined))]
[JsonSerializable(typeof(TaskReopened))]
[JsonSerializable(typeof(TaskRescheduled))]
[JsonSerializable(typeof(TaskPrioritySet))]
[JsonSerializable(typeof(TaskItemChecked))]
[JsonSerializable(typeof(TaskItemUnchecked))]
[JsonSerializable(typeof(TaskEscalated))]
[JsonSerializable(typeof(CreateTask))]
[JsonSerializable(typeof(AssignTask))]
[JsonSerializable(typeof(UnassignTask))]
[JsonSerializable(typeof(StartTask))]
[JsonSerializable(typeof(BlockTask))]
[JsonSerializable(typeof(CompleteTask))]
[JsonSerializable(typeof(VerifyTask))]
[JsonSerializable(typeof(ReturnTask))]
[JsonSerializable(typeof(CancelTask))]
[JsonSerializable(typeof(RequestTaskCancellation))]
[JsonSerializable(typeof(ApproveTaskCancellation))]
[JsonSerializable(typeof(DeclineTaskCancellation))]
[JsonSerializable(typeof(ReopenTask))]
[JsonSerializable(typeof(RescheduleTask))]
[JsonSerializable(typeof(SetTaskPriority))]
[JsonSerializable(typeof(CheckTaskItem))]
[JsonSerializable(typeof(UncheckTaskItem))]
[JsonSerializable(typeof(EscalateTask))]
[JsonSerializable(typeof(Snapshot<RemediationTaskState>))]
internal sealed partial class RemediationJson : JsonSerializerContext;
