using IncidentGrains.Contracts.Access;

namespace IncidentGrains.Host.Access;

/// <summary>Who may call what: the one table, printed in the README and tested for every RPC.</summary>
/// <remarks>An RPC that is not listed can't be called. Beyond roles, an incident may be restricted to named members.</remarks>
internal static class Permissions
{
    private const Roles Read = RoleSets.Readers;
    private const Roles Work = Roles.Responder | Roles.Commander | Roles.Privacy | Roles.Legal;
    private const Roles Lead = Roles.Commander;
    private const Roles Affected = Lead | Roles.Responder | Roles.Privacy;
    private const Roles Evidence = Roles.Commander | Roles.Privacy | Roles.Legal | Roles.Auditor;
    private const Roles Anyone = (Roles)~0;

    /// <summary>The roles of which a caller needs one, by gRPC method.</summary>
    public static IReadOnlyDictionary<string, Roles> Table { get; } = new Dictionary<string, Roles>(StringComparer.Ordinal)
    {
        ["/incidentgrains.v1.IncidentsService/OpenIncident"] = Work | Roles.Integration,
        ["/incidentgrains.v1.IncidentsService/GetIncident"] = Read,
        ["/incidentgrains.v1.IncidentsService/ListIncidents"] = Read,
        ["/incidentgrains.v1.IncidentsService/WatchIncident"] = Read,
        ["/incidentgrains.v1.IncidentsService/RecordFact"] = Work | Roles.Integration,
        ["/incidentgrains.v1.IncidentsService/CorrectFact"] = Work,
        ["/incidentgrains.v1.IncidentsService/ClaimAwareness"] = Work | Roles.Integration,
        ["/incidentgrains.v1.IncidentsService/TriageIncident"] = Lead | Roles.Responder,
        ["/incidentgrains.v1.IncidentsService/ConfirmIncident"] = Lead | Roles.Privacy,
        ["/incidentgrains.v1.IncidentsService/ContainIncident"] = Lead | Roles.Responder,
        ["/incidentgrains.v1.IncidentsService/RemediateIncident"] = Lead | Roles.Responder,
        ["/incidentgrains.v1.IncidentsService/CloseIncident"] = Lead,
        ["/incidentgrains.v1.IncidentsService/ReopenIncident"] = Lead,
        ["/incidentgrains.v1.IncidentsService/LinkIncident"] = Work,
        ["/incidentgrains.v1.IncidentsService/UnlinkIncident"] = Work,
        ["/incidentgrains.v1.IncidentsService/MergeIncident"] = Lead,
        ["/incidentgrains.v1.IncidentsService/AssignRole"] = Lead | Roles.Admin,
        ["/incidentgrains.v1.IncidentsService/UnassignRole"] = Lead | Roles.Admin,
        ["/incidentgrains.v1.IncidentsService/RestrictIncident"] = Lead | Roles.Legal | Roles.Admin,
        ["/incidentgrains.v1.IncidentsService/UnrestrictIncident"] = Lead | Roles.Legal,
        ["/incidentgrains.v1.IncidentsService/AddTimelineEntry"] = Work | Roles.Comms | Roles.Integration,
        ["/incidentgrains.v1.IncidentsService/ListTimelineEntries"] = Read,
        ["/incidentgrains.v1.IncidentsService/RequestRedaction"] = Work,
        ["/incidentgrains.v1.IncidentsService/ApproveRedaction"] = Lead | Roles.Privacy | Roles.Legal,
        ["/incidentgrains.v1.IncidentsService/DeclineRedaction"] = Lead | Roles.Privacy | Roles.Legal,
        ["/incidentgrains.v1.RemediationService/CreateTask"] = Work | Roles.Integration,
        ["/incidentgrains.v1.RemediationService/GetTask"] = Read,
        ["/incidentgrains.v1.RemediationService/ListTasks"] = Read,
        ["/incidentgrains.v1.RemediationService/AssignTask"] = Work,
        ["/incidentgrains.v1.RemediationService/UnassignTask"] = Work,
        ["/incidentgrains.v1.RemediationService/StartTask"] = Work,
        ["/incidentgrains.v1.RemediationService/BlockTask"] = Work,
        ["/incidentgrains.v1.RemediationService/CompleteTask"] = Work | Roles.Integration,
        ["/incidentgrains.v1.RemediationService/VerifyTask"] = Work,
        ["/incidentgrains.v1.RemediationService/ReturnTask"] = Work,
        ["/incidentgrains.v1.RemediationService/CancelTask"] = Work,
        ["/incidentgrains.v1.RemediationService/RequestTaskCancellation"] = Work,
        ["/incidentgrains.v1.RemediationService/ApproveTaskCancellation"] = Work,
        ["/incidentgrains.v1.RemediationService/DeclineTaskCancellation"] = Work,
        ["/incidentgrains.v1.RemediationService/ReopenTask"] = Lead | Roles.Responder,
        ["/incidentgrains.v1.RemediationService/RescheduleTask"] = Work,
        ["/incidentgrains.v1.RemediationService/SetTaskPriority"] = Work,
        ["/incidentgrains.v1.RemediationService/CheckTaskItem"] = Work,
        ["/incidentgrains.v1.RemediationService/UncheckTaskItem"] = Work,
        ["/incidentgrains.v1.RemediationService/AddTaskDependency"] = Work,
        ["/incidentgrains.v1.RemediationService/RemoveTaskDependency"] = Work,
        ["/incidentgrains.v1.RemediationService/ApplyPlaybook"] = Lead | Roles.Responder,
        ["/incidentgrains.v1.CohortsService/DefineCohort"] = Affected,
        ["/incidentgrains.v1.CohortsService/GetCohort"] = Read,
        ["/incidentgrains.v1.CohortsService/ListCohorts"] = Read,
        ["/incidentgrains.v1.CohortsService/WithdrawCohort"] = Affected,
        ["/incidentgrains.v1.CohortsService/CompareCohorts"] = Read,
        ["/incidentgrains.v1.CohortsService/GetRegistry"] = Read,
        ["/incidentgrains.v1.CohortsService/BeginImport"] = Affected | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/UploadChunks"] = Affected | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/GetImport"] = Read,
        ["/incidentgrains.v1.CohortsService/WatchImport"] = Read,
        ["/incidentgrains.v1.CohortsService/SealImport"] = Affected | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/CancelImport"] = Affected | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/ListImportRejects"] = Affected | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/PreviewImport"] = Affected | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/CountAudience"] = Read,
        ["/incidentgrains.v1.CohortsService/OpenLookup"] = Work | Roles.Comms | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/LookUpPerson"] = Work | Roles.Comms | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/LookUpPersons"] = Work | Roles.Comms | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/CloseLookup"] = Work | Roles.Comms | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/RequestErasure"] = Lead | Roles.Privacy | Roles.Legal | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/RequestCorrection"] = Lead | Roles.Privacy | Roles.Legal | Roles.Integration,
        ["/incidentgrains.v1.CohortsService/ApproveChange"] = Lead | Roles.Privacy | Roles.Legal,
        ["/incidentgrains.v1.CohortsService/DeclineChange"] = Lead | Roles.Privacy | Roles.Legal,
        ["/incidentgrains.v1.CohortsService/ListChanges"] = Read,
        ["/incidentgrains.v1.LedgerService/ListEvents"] = Evidence,
        ["/incidentgrains.v1.LedgerService/VerifyCase"] = Evidence,
        ["/incidentgrains.v1.LedgerService/ExportCase"] = Evidence,
        ["/incidentgrains.v1.LedgerService/CreateCheckpoint"] = Evidence,
        ["/incidentgrains.v1.LedgerService/ListCheckpoints"] = Evidence,
        ["/incidentgrains.v1.LedgerService/ListSigningKeys"] = Anyone,
        ["/incidentgrains.v1.AccessService/WhoAmI"] = Anyone,
        ["/incidentgrains.v1.AccessService/MintToken"] = Roles.Admin,
        ["/incidentgrains.v1.BusService/ListParkedMessages"] = Roles.Admin,
        ["/incidentgrains.v1.BusService/ReplayParkedMessage"] = Roles.Admin,
        ["/incidentgrains.v1.BusService/DiscardParkedMessage"] = Roles.Admin,
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Anyone,
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Anyone,
    };

    /// <summary>Needs no token: a load balancer asks whether the server is well.</summary>
    public static bool IsAnonymous(string method) => method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal);
}
