using System.Collections.Immutable;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Bus;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Access;
using IncidentGrains.Grains.Bus;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Wire;

/// <summary>One event of every type, and of every shape that a type can have; golden files pin how they are stored.</summary>
internal static class EventSamples
{
    private static readonly DateTimeOffset At = new(2025, 11, 18, 13, 52, 0, TimeSpan.Zero);
    private const string Other = "inc-0123456789abcdefghjkmnpqrs";
    private const string Task = "tsk-0123456789abcdefghjkmnpqrs";
    private const string OtherTask = "tsk-1123456789abcdefghjkmnpqrs";
    private const string Cohort = "coh-0123456789abcdefghjkmnpqrs";
    private const string Import = "imp-0123456789abcdefghjkmnpqrs";
    private const string Person = "https://idp.example|라나";

    public static EventTypes Types { get; } = new EventTypes().AddIncidents().AddAccess().AddBus().AddRemediation().AddCohorts().AddRegulators().AddFilings();

    private static AssessedObligation Obligation { get; } = new()
    {
        ObligationId = "KR-NET@first", Rule = "KR-NET", Jurisdiction = "KR", Cohort = "first", Recipients = ["MSIT", "KISA"], Status = ObligationStatus.Late, Soft = false,
        TimeZone = "Asia/Seoul", Content = "KR6", SupersededBy = "", WaitsFor = "", Advisories = [new AdvisoryInstant("ROLLED", At.AddDays(1))],
        Citation = "Network Act 48-3(1), Decree 58-2", Confidence = "H", RuleEffectiveFrom = new DateOnly(2024, 8, 14), Start = At.AddDays(-2), Due = At.AddDays(-1),
        Target = At.AddDays(2), DoneAt = At, KeepUntil = At.AddDays(30),
    };

    private static FilingField Field { get; } = new()
    {
        Key = "items", Section = "항목 및 규모", LabelKo = "항목", LabelEn = "Items", Required = true, MaxLength = 4_000, Contact = false, Content = ["KR5/1", "KR6/1"],
        Text = "이름", Edited = false, Sources = [new FilingSource(Other, 4)],
    };

    /// <summary>By the name of the golden file: the type, and after it a variant where there are several.</summary>
    public static IReadOnlyDictionary<string, IDomainEvent> All { get; } = new Dictionary<string, IDomainEvent>(StringComparer.Ordinal)
    {
        ["bus.message-replayed.v1"] = new MessageReplayed("prk-0123456789abcdef0123456789abcdef", "incidentgrains.absorb-on-incident-merged", "urn:message:incidentgrains:incident.merged:v1", Other, 7),
        ["bus.message-discarded.v1"] = new MessageDiscarded("prk-0123456789abcdef0123456789abcdef", "incidentgrains.relay", "incident.merged.v1", Other, 7, "The target is gone"),
        ["incident.opened.v1"] = new IncidentOpened("Entry codes \"leaked\" <공동현관>", "wa-ag:10427"),
        ["incident.fact-recorded.v1"] = new FactRecorded("fct-2", FactKind.WhatLeaked, new FactValue(Text: "Names & entry codes\nof 33,673,817 accounts")),
        ["incident.fact-recorded.v1.instant"] = new FactRecorded("fct-2", FactKind.Began, new FactValue(Instant: At.AddTicks(10))),
        ["incident.fact-recorded.v1.values"] = new FactRecorded("fct-2", FactKind.DataCategories, new FactValue(Values: ["name", "entry_code"])),
        ["incident.fact-recorded.v1.count"] = new FactRecorded("fct-2", FactKind.Affected, new FactValue(Count: 33_673_817)),
        ["incident.fact-recorded.v1.veris"] = new FactRecorded("fct-2", FactKind.Veris, new FactValue(Text: "{\"/summary\": \"만들어 낸\",\n \"/action/hacking/variety/0\": \"Brute force\"}")),
        ["incident.fact-corrected.v1"] = new FactCorrected("fct-3", "fct-2", FactKind.Affected, new FactValue(Count: 0), "The logs were read to their end"),
        ["incident.awareness-claimed.v1"] = new AwarenessClaimed("awr-4", At, "controller", "Alert of the fraud team"),
        ["incident.triaged.v1"] = new IncidentTriaged(Severity.Critical, ["Entry codes open doors", "Many people"]),
        ["incident.confirmed.v1"] = new IncidentConfirmed(""),
        ["incident.contained.v1"] = new IncidentContained("Keys revoked"),
        ["incident.remediation-begun.v1"] = new RemediationBegun("Rotate the signing key"),
        ["incident.closed.v1"] = new IncidentClosed(Resolution.NotAnIncident, "A test system"),
        ["incident.reopened.v1"] = new IncidentReopened(Stage.Triaged, "Another system is concerned"),
        ["incident.linked.v1"] = new IncidentLinked(Other, LinkKind.DuplicateOf),
        ["incident.unlinked.v1"] = new IncidentUnlinked(Other, "Another cause"),
        ["incident.merged.v1"] = new IncidentMerged(Other, "The same leak"),
        ["incident.absorbed.v1"] = new IncidentAbsorbed(Other),
        ["incident.role-assigned.v1"] = new RoleAssigned(IncidentRole.PrivacyLead, Person),
        ["incident.role-unassigned.v1"] = new RoleUnassigned(IncidentRole.Commander, Person),
        ["incident.restricted.v1"] = new IncidentRestricted([Person, "idp|paula"], "Insider suspected"),
        ["incident.restriction-lifted.v1"] = new RestrictionLifted("Public now"),
        ["incident.timeline-entry-added.v1"] = new TimelineEntryAdded("tle-7", At, "The hotline opened 🔒"),
        ["incident.redaction-requested.v1"] = new RedactionRequested("red-8", "tle-7", 7, "Names a customer"),
        ["incident.redaction-approved.v1"] = new RedactionApproved("red-8", "tle-7", 7, new string('a', 64)),
        ["incident.redaction-declined.v1"] = new RedactionDeclined("red-8", "Nobody is named"),
        ["incident.task-dependency-added.v1"] = new TaskDependencyAdded(Task, OtherTask),
        ["incident.task-dependency-removed.v1"] = new TaskDependencyRemoved(Task, OtherTask, "They are apart"),
        ["incident.playbook-applied.v1"] = new PlaybookApplied("credential-theft", new string('d', 64),
        [
            new PlannedTask(Task, "reset", "Reset passwords", "비밀번호", true, TaskPriority.Urgent, ["Sessions ended"], [], At),
            new PlannedTask(OtherTask, "tell", "Tell the hotline", "", false, TaskPriority.Low, [], [Task]),
        ]),
        ["task.created.v1"] = new TaskCreated(Other, "Rotate the key", "All of them", true, TaskPriority.High, ["Made", "Rolled out"], Person, false, "", "", At),
        ["task.created.v1.playbook"] = new TaskCreated(Other, "Reset passwords", "", false, TaskPriority.Urgent, [], "", true, "credential-theft", "reset"),
        ["task.assigned.v1"] = new TaskAssigned(Person),
        ["task.unassigned.v1"] = new TaskUnassigned(Person),
        ["task.started.v1"] = new TaskStarted(TaskState.Blocked),
        ["task.blocked.v1"] = new TaskBlocked("The vendor does not answer"),
        ["task.completed.v1"] = new TaskCompleted("Change 4711"),
        ["task.verified.v1"] = new TaskVerified("Looked at the change"),
        ["task.returned.v1"] = new TaskReturned("One key is left"),
        ["task.cancelled.v1"] = new TaskCancelled("Not needed"),
        ["task.cancellation-requested.v1"] = new TaskCancellationRequested("The system is gone"),
        ["task.cancellation-approved.v1"] = new TaskCancellationApproved("The system is gone"),
        ["task.cancellation-declined.v1"] = new TaskCancellationDeclined("It is still there"),
        ["task.reopened.v1"] = new TaskReopened("The key was seen again"),
        ["task.rescheduled.v1"] = new TaskRescheduled("The vendor is late", At),
        ["task.rescheduled.v1.none"] = new TaskRescheduled("No date can be given"),
        ["task.priority-set.v1"] = new TaskPrioritySet(TaskPriority.Normal),
        ["task.item-checked.v1"] = new TaskItemChecked("itm-1"),
        ["task.item-unchecked.v1"] = new TaskItemUnchecked("itm-1"),
        ["task.escalated.v1"] = new TaskEscalated(2, At),
        ["registry.opened.v1"] = new RegistryOpened(Other, [IdentifierKind.MemberId, IdentifierKind.Email, IdentifierKind.Phone]),
        ["registry.cohort-defined.v1"] = new CohortDefined(Cohort, "members", "회원 전체", "account database", "Named in the logs", ["email", "entry_code"]),
        ["registry.import-begun.v1"] = new ImportBegun(Cohort, Import, "{\"columns\":{\"email\":\"이메일\"}}", new string('e', 64), [new ImportFile("members.csv.gz", 5_000_000_000, new string('f', 64))]),
        ["registry.import-cancelled.v1"] = new ImportCancelled(Import, "The wrong file"),
        ["registry.sealing-begun.v1"] = new SealingBegun(Import, 257, new string('0', 64)),
        ["registry.cohort-sealed.v1"] = new CohortSealed(
            Cohort, Import, new string('1', 64), 257, 33_673_817, 12, 40, 33_673_777, 33_669_241, 33_878_369,
            new Dictionary<string, long> { ["phone_unusable"] = 3, ["email_unusable"] = 7 }.ToImmutableSortedDictionary(StringComparer.Ordinal)),
        ["registry.sealing-failed.v1"] = new SealingFailed(Import, "A chunk is gone"),
        ["registry.cohort-withdrawn.v1"] = new CohortWithdrawn(Cohort, "Another company's", 4_536),
        ["registry.cohort-withdrawn.v1.uncounted"] = new CohortWithdrawn(Cohort, "Another company's"),
        ["registry.lookup-opened.v1"] = new LookupOpened("lks-0123456789abcdefghjkmnpqrs", "Calls to the hotline", At, 1_000),
        ["registry.lookups-made.v1"] = new LookupsMade("lks-0123456789abcdefghjkmnpqrs", 3, 512, new string('2', 64)),
        ["registry.lookup-closed.v1"] = new LookupClosed("lks-0123456789abcdefghjkmnpqrs"),
        ["registry.change-requested.v1"] = new ChangeRequested("chg-0123456789abcdefghjkmnpqrs", ChangeKind.Erasure, new string('3', 64), "Art. 17 GDPR, ticket 4711"),
        ["registry.change-approved.v1"] = new ChangeApproved("chg-0123456789abcdefghjkmnpqrs"),
        ["registry.change-declined.v1"] = new ChangeDeclined("chg-0123456789abcdefghjkmnpqrs", "It must be kept"),
        ["registry.change-executed.v1"] = new ChangeExecuted("chg-0123456789abcdefghjkmnpqrs", [new SegmentReplaced(new string('1', 64), new string('4', 64))], 1, 1, 33_878_368),
        ["regulatory.facts-recorded.v1"] = new RegulatoryFactsRecorded(new RegulatoryFacts
        {
            TimeZone = "Asia/Seoul", Roles = ["icsp", "sec_registrant"], DoraWeekendRelief = true, Cause = IncidentCause.ExternalIntrusion, Malicious = true,
            OccurredFrom = At.AddDays(-140), OccurredTo = At.AddDays(-10), RiskUnlikely = false, HighRisk = true, SeriousHarm = false, Significant = true, DisasterUntil = At.AddDays(1),
            Cohorts =
            [
                new RegulatoryCohort
                {
                    Name = "first", Jurisdiction = "KR", Subjects = 4_536, Categories = ["email", "entry_code"], Aware = [new RegulatoryAwareness(At, "controller")],
                    LeakSuspected = true, SubjectsUnidentified = true, ContactsUnknown = true, PathKnown = true, AllRetrieved = true, Encrypted = true,
                },
            ],
            Developments = [new RegulatoryDevelopment(DevelopmentType.LeakConfirmed, At, "first")],
            CalendarChanges = [new RegulatoryCalendarChange("KR", [new DateOnly(2025, 12, 26)], [new DateOnly(2025, 12, 27)])],
        }),
        ["regulatory.facts-recorded.v1.least"] = new RegulatoryFactsRecorded(new RegulatoryFacts { Cohorts = [new RegulatoryCohort { Name = "c", Jurisdiction = "US-CA" }] }),
        ["obligations.assessed.v1"] = new ObligationsAssessed(
            At, new string('5', 64), "{\"as_of\":\"2025-11-18T13:52:00+00:00\"}", [Obligation], [Obligation with { Start = null, Due = null, Status = ObligationStatus.Pending, WaitsFor = "report_filed (NIS2-IN)" }], ["EU-33@second"]),
        ["obligation.met.v1"] = new ObligationMet("KR-NET@first", "report_filed", At, "KISA 2025-4711"),
        ["obligation.waiver-requested.v1"] = new WaiverRequested("KR-REG@first", "All data were retrieved"),
        ["obligation.waiver-approved.v1"] = new WaiverApproved("KR-REG@first", "All data were retrieved"),
        ["obligation.waiver-declined.v1"] = new WaiverDeclined("KR-REG@first", "A copy was seen"),
        ["obligation.assigned.v1"] = new ObligationAssigned("KR-NET@first", Person),
        ["obligation.escalated.v1"] = new ObligationEscalated("KR-NET@first", TimeSpan.FromHours(-1), At, [Person, "idp|paula"]),
        ["filing.drafted.v1"] = new FilingDrafted(
            Other, ["KR-REG@first"], "PIPC", "KR", "Asia/Seoul", "kr-leak-report", new string('6', 64), "ko", "개인정보 유출등 신고서",
            [Field, Field with { Key = "privacy-officer", Contact = true, Content = [], Text = "", Sources = [] }]),
        ["filing.drafted.v1.voluntary"] = new FilingDrafted(Other, [], "PCPD", "HK", "Asia/Hong_Kong", "generic", new string('6', 64), "en", "Report", []),
        ["filing.fields-updated.v1"] = new FilingFieldsUpdated(1, [new FieldText("remedy", "비밀번호를 바꾸십시오")]),
        ["filing.refreshed.v1"] = new FilingRefreshed(1, new string('7', 64), [Field with { Text = "이름, 주소", Sources = [new FilingSource(Other, 4), new FilingSource(Other, 9)] }]),
        ["filing.submitted.v1"] = new FilingSubmitted(1, "Decree 40(2)", ["remedy", "KR6/6"]),
        ["filing.returned.v1"] = new FilingReturned(1, "Say how it leaked"),
        ["filing.approved.v1"] = new FilingApproved(1, new string('8', 64)),
        ["filing.filed.v1"] = new FilingFiled(2, "PIPC-2025-4711", At, ["dmd-1"]),
        ["filing.obligation-reported.v1"] = new FilingObligationReported(Other, "KR-NET@first", 2, At),
        ["filing.sent-back.v1"] = new FilingSentBack(1, At, [new DemandText("dmd-1", "'노출'을 '유출'로 고칠 것")], At.AddDays(7)),
        ["filing.sent-back.v1.no-deadline"] = new FilingSentBack(1, At, [new DemandText("dmd-1", "Say more")]),
        ["filing.version-started.v1"] = new FilingVersionStarted(2, FilingVersionKind.Correction, new string('6', 64), [Field with { Edited = true, Sources = [] }]),
        ["filing.finalised.v1"] = new FilingFinalised(2),
        ["filing.withdrawn.v1"] = new FilingWithdrawn("Sent to the wrong authority"),
        ["filing.exported.v1"] = new FilingExported(2, FilingExportFormat.Bundle, "For the commission", new string('9', 64), 183_220),
        ["filing.demand-escalated.v1"] = new FilingDemandEscalated("dmd-1", TimeSpan.FromHours(24), At, [Person]),
        ["access.token-minted.v1"] = new TokenMinted("rana", Roles.Responder | Roles.Privacy, TimeSpan.FromHours(8), "0123456789abcdef"),
    };

    /// <summary>The type of a golden file's event.</summary>
    public static string TypeOf(string name) => name[..(name.IndexOf(".v1", StringComparison.Ordinal) + 3)];

    /// <summary>A sample as it is read back from the ledger.</summary>
    public static StoredEvent Stored(IDomainEvent sample) => new(
        1, new LedgerEvent(new EventHeader(Other, 7, Other, Types.NameOf(sample), Person, 0), [], Types.Write(sample), [], [], []), Remainder: null);
}
