using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Tests.Cohorts;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Registries on two silos: what is recorded, who sees it, what it keeps an incident from, and what is known of earlier versions.</summary>
[Collection(SiloCollection.Name)]
public sealed class RegistryGrainTests(SiloFixture silos)
{
    [Fact]
    public async Task Cohort_FromDefinitionToSealing_CountsAtOnceAndInTheIncidentsCase()
    {
        var incident = (await silos.Open()).IncidentId;
        var defined = await Define(incident);
        var (import, sealedState) = await Seal(incident, "members");

        Assert.Equal((2L, 0L), (defined.Version, defined.Persons));
        Assert.Equal((5L, 5L, 4_496L), (sealedState.Version, sealedState.DataVersion, sealedState.Persons));
        Assert.Equal(ImportState.Sealed, sealedState.FindImport(import)!.Value.Import.State);
        var events = await silos.Reader.Stream(RegistryId.Of(incident));
        Assert.All(events, e => Assert.Equal(incident, e.Header.CaseId));
        Assert.Equal("registry.cohort-sealed.v1", events[^1].Header.Type);
    }

    [Fact]
    public async Task Registry_BeforeItsFirstCohort_IsAtVersionZero_AndUnknownWithoutAnIncident()
    {
        var incident = (await silos.Open()).IncidentId;
        Assert.Equal(0, (await silos.Registry(incident).Get(People.Responder, 0)).Version);
        var refused = await Refused(() => silos.Registry("inc-0123456789abcdefghjkmnpqrs").Get(People.Responder, 0));
        Assert.Equal((CaseError.NotFound, "case.not_found"), (refused.Error, refused.Reason));
        Assert.Equal("case.not_found", (await Refused(() => Define("inc-0123456789abcdefghjkmnpqrs"))).Reason);
    }

    [Fact]
    public async Task Get_OfAnEarlierVersionOrInstant_AnswersAsItWasThen()
    {
        var incident = (await silos.Open()).IncidentId;
        var defined = await Define(incident);
        await Seal(incident, "members");
        SiloFixture.Time.Advance(TimeSpan.FromHours(1));
        var withdrawn = await silos.Registry(incident).Execute(new WithdrawCohort(SiloFixture.By(People.Commander), "members", "Another company's"));

        Assert.Equal(0, withdrawn.Persons);
        Assert.Equal(4_496, (await silos.Registry(incident).Get(People.Responder, 5)).Persons);
        Assert.Equal(4_496, (await silos.Registry(incident).View(5)).Persons);
        Assert.Equal(5, (await silos.Registry(incident).GetAsOf(People.Responder, defined.UpdatedAt.AddMinutes(1))).Version);
        Assert.Equal(0, (await silos.Registry(incident).GetAsOf(People.Responder, defined.UpdatedAt.AddMinutes(-1))).Version);
        Assert.Equal("registry.not_yet", (await Refused(() => silos.Registry(incident).Get(People.Responder, 7))).Reason);
    }

    [Fact]
    public async Task Registry_ReadInAgain_IsTheSame()
    {
        var incident = (await silos.Open()).IncidentId;
        await Define(incident);
        var (_, state) = await Seal(incident, "members");
        await silos.Forget();
        var again = await silos.Registry(incident).Get(People.Responder, 0);
        Assert.Equal((state.Version, state.Persons, state.Categories[0], state.Live.Single().Import.Result!.Segment), (again.Version, again.Persons, again.Categories[0], again.Live.Single().Import.Result!.Segment));
    }

    [Fact]
    public async Task Commands_Repeated_TakeEffectOnce()
    {
        var incident = (await silos.Open()).IncidentId;
        var (define, begin) = (SiloFixture.By(People.Responder), SiloFixture.By(People.Responder));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => silos.Registry(incident).Execute(New(define, "members"))));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => silos.Registry(incident).Execute(new BeginImport(begin, "members", RegistrySpec.ByHeader, []))));

        Assert.Equal(3, (await silos.Registry(incident).Get(People.Responder, 0)).Version);
        Assert.Equal("command.reused", (await Refused(() => silos.Registry(incident).Execute(New(define, "others")))).Reason);
    }

    [Fact]
    public async Task Withdraw_CountedAnewOnARetry_IsTheSameCommand()
    {
        var incident = (await silos.Open()).IncidentId;
        await Define(incident);
        await Seal(incident, "members");
        var meta = SiloFixture.By(People.Commander);
        await silos.Registry(incident).Execute(new WithdrawCohort(meta, "members", "Twice") { Remaining = new PersonCount(5, 0) });
        Assert.Equal(6, (await silos.Registry(incident).Execute(new WithdrawCohort(meta, "members", "Twice") { Remaining = new PersonCount(6, 0) })).Version);
    }

    [Fact]
    public async Task Registry_OfARestrictedIncident_DoesNotExistForOthers()
    {
        var incident = (await silos.Open()).IncidentId;
        await Define(incident);
        await silos.Incident(incident).Execute(new RestrictIncident(SiloFixture.By(People.Commander), [People.Responder.Person], "insider"));

        foreach (var call in (Func<Task>[])
            [
                () => silos.Registry(incident).Get(People.Counsel, 0),
                () => silos.Registry(incident).Get(People.Counsel, 99),
                () => silos.Registry(incident).GetAsOf(People.Counsel, SiloFixture.Time.GetUtcNow()),
                () => silos.Registry(incident).UseLookup(People.Counsel, RegistrySpec.Session, 1),
                () => silos.Registry(incident).Execute(New(SiloFixture.By(People.Counsel, expected: 99), "members")),
            ])
        {
            var refused = await Refused(call);
            Assert.Equal((CaseError.NotFound, "case.not_found"), (refused.Error, refused.Reason));
        }

        Assert.Equal(2, (await silos.Registry(incident).Get(People.Responder, 0)).Version);
    }

    [Fact]
    public async Task Incident_Closed_TakesNobodyInButAnswers()
    {
        var incident = (await silos.Open()).IncidentId;
        await Define(incident);
        await Seal(incident, "members");
        var open = (await silos.Registry(incident).Execute(new BeginImport(SiloFixture.By(People.Responder), "members", RegistrySpec.ByHeader, []))).Cohorts[0].Importing!.ImportId;
        await silos.Incident(incident).Execute(new CloseIncident(SiloFixture.By(People.Commander), Resolution.NotAnIncident, "a test alert"));

        foreach (var command in (RegistryCommand[])
            [
                New(SiloFixture.By(People.Responder), "b"),
                new BeginSealing(SiloFixture.By(People.Responder), open, 1, RegistrySpec.Digest),
            ])
        {
            Assert.Equal("registry.incident_closed", (await Refused(() => silos.Registry(incident).Execute(command))).Reason);
        }

        await silos.Registry(incident).Execute(new CancelImport(SiloFixture.By(People.Responder), open, "It is over"));
        await silos.Registry(incident).Execute(new OpenLookup(SiloFixture.By(People.Responder), "Calls go on", TimeSpan.FromHours(1), 0));
        await silos.Registry(incident).Execute(new RequestChange(SiloFixture.By(People.Counsel), ChangeKind.Erasure, "c0ffee", "Art. 17 GDPR"));
    }

    [Fact]
    public async Task Incident_WithSealedPeople_TakesNoPartInAMerge()
    {
        var (a, b) = ((await silos.Open()).IncidentId, (await silos.Open()).IncidentId);
        await Define(a);
        await Seal(a, "members");
        Assert.Equal("merge.cohorts_sealed", (await Refused(() => silos.Incident(a).Execute(new MergeIncident(SiloFixture.By(People.Commander), b, "the same")))).Reason);
        Assert.Equal("merge.cohorts_sealed", (await Refused(() => silos.Incident(b).Execute(new MergeIncident(SiloFixture.By(People.Commander), a, "the same")))).Reason);
    }

    [Fact]
    public async Task Incident_MergedAway_HasNoRegistryAnyMore()
    {
        var (a, b) = ((await silos.Open()).IncidentId, (await silos.Open()).IncidentId);
        await Define(a);
        await silos.Incident(a).Execute(new MergeIncident(SiloFixture.By(People.Commander), b, "the same"));
        Assert.Equal("registry.incident_merged", (await Refused(() => silos.Registry(a).Execute(new OpenLookup(SiloFixture.By(People.Responder), "Calls", TimeSpan.FromHours(1), 0)))).Reason);
    }

    [Fact]
    public async Task Erasure_UnderAHold_IsRefusedUntilItIsLifted()
    {
        var incident = (await silos.Open()).IncidentId;
        await Define(incident);
        var asked = await silos.Registry(incident).Execute(new RequestChange(SiloFixture.By(People.Counsel), ChangeKind.Erasure, "c0ffee", "Art. 17 GDPR"));
        var corrected = await silos.Registry(incident).Execute(new RequestChange(SiloFixture.By(People.Counsel), ChangeKind.Correction, "c0ffee", "A wrong address"));
        await Hold(incident, 1);

        Assert.Equal("hold.active", (await Refused(() => Approve(asked.Changes[0]))).Reason);
        await Approve(corrected.Changes[1]);
        await Hold(incident, -1);
        Assert.Equal(ChangeState.Approved, (await Approve(asked.Changes[0])).Changes[0].State);

        Task<RegistryState> Approve(PersonChange change) => silos.Registry(incident).Execute(new ApproveChange(SiloFixture.By(People.Commander), change.ChangeId));
    }

    [Fact]
    public async Task Lookup_InItsSession_IsGrantedUntilItEnds()
    {
        var incident = (await silos.Open()).IncidentId;
        await Define(incident);
        await Seal(incident, "members");
        var session = (await silos.Registry(incident).Execute(new OpenLookup(SiloFixture.By(People.Responder), "Calls", TimeSpan.FromHours(1), 0))).Lookups[0].SessionId;

        var grant = await silos.Registry(incident).UseLookup(People.Responder, session, 1_000);
        Assert.Equal((session, 4_496L, 0), (grant.Session.SessionId, grant.Registry.Persons, grant.Registry.Lookups.Count));
        Assert.Equal("lookup.of_another", (await Refused(() => silos.Registry(incident).UseLookup(People.Commander, session, 1))).Reason);
        SiloFixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("lookup.expired", (await Refused(() => silos.Registry(incident).UseLookup(People.Responder, session, 1))).Reason);
        await silos.Registry(incident).Execute(new RecordLookups(SiloFixture.By(Actor.System), session, 3, "c0ffee"));
    }

    private Task<RegistryState> Define(string incident) => silos.Registry(incident).Execute(New(SiloFixture.By(People.Responder), "members"));

    private static DefineCohort New(CommandMeta meta, string name) =>
        new(meta, name, "Accounts in the logs", "account database", "Named in the access logs", ["email"], []);

    private async Task<(string ImportId, RegistryState State)> Seal(string incident, string cohort)
    {
        var registry = silos.Registry(incident);
        var import = (await registry.Execute(new BeginImport(SiloFixture.By(People.Responder), cohort, RegistrySpec.ByHeader, []))).FindCohort(cohort)!.Importing!.ImportId;
        await registry.Execute(new BeginSealing(SiloFixture.By(People.Responder), import, 3, RegistrySpec.Digest));
        return (import, await registry.Execute(new CompleteSealing(SiloFixture.By(Actor.System), import, RegistrySpec.Result, (await registry.View(0)).DataVersion)));
    }

    private static Task<CaseException> Refused(Func<Task> command) => Assert.ThrowsAsync<CaseException>(command);

    private async Task Hold(string incident, int delta)
    {
        // Nobody places holds yet; the guard is what the rule goes by.
        var append = Ledger.Sample.Append("hold-" + Guid.NewGuid().ToString("N"), "hold", caseId: incident) with { Guards = [new GuardChange(incident, IncidentGuards.HoldRegistry, delta)] };
        Assert.IsType<AppendOutcome.Appended>(Assert.Single(await silos.Service<ILedgerStore>().Append([append], default)));
    }
}
