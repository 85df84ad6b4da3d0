using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Links, merges, and roles.</summary>
public sealed class RelationTests
{
    [Fact]
    public void Merge_Decision_CarriesTheGuardsOfBothSides()
    {
        var decision = History.UpTo(Stage.Triaged).When(Commands.OnExisting["MergeIncident"]).Then(new IncidentMerged(IncidentSpec.Third, "The same leak"));
        Assert.Equal(
            [
                new GuardChange(IncidentSpec.Id, IncidentGuards.MandatoryOpen, RequireZero: true),
                new GuardChange(IncidentSpec.Id, IncidentGuards.CohortsSealed, RequireZero: true),
                new GuardChange(IncidentSpec.Third, IncidentGuards.CohortsSealed, RequireZero: true),
                new GuardChange(IncidentSpec.Third, IncidentGuards.Merged, RequireZero: true),
                new GuardChange(IncidentSpec.Third, IncidentGuards.Closed, RequireZero: true),
                new GuardChange(IncidentSpec.Id, IncidentGuards.Merged, Delta: 1),
            ],
            decision.Guards);
    }

    [Fact]
    public void Merge_IntoItself_IsRefused() => History.UpTo(Stage.Open)
        .When(m => new MergeIncident(m, IncidentSpec.Id, "The same")).ThenInvalid("into_incident_id");

    [Fact]
    public void Command_OnMerged_NamesWhereToGoOn()
    {
        var refusal = History.UpTo(Stage.Merged).When(Commands.OnExisting["RecordFact"]).ThenRefused("incident.merged");
        Assert.Contains(IncidentSpec.Other, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Absorb_Twice_RecordsOnce()
    {
        var spec = History.UpTo(Stage.Open);
        spec.And(spec.When(Commands.OnExisting["AbsorbIncident"], by: Actor.System).Decision.Events);
        Assert.Equal([IncidentSpec.Third], spec.State.Absorbed);
        spec.When(Commands.OnExisting["AbsorbIncident"], by: Actor.System).ThenNothing();
    }

    [Fact]
    public void Link_ToItself_IsRefused() => History.UpTo(Stage.Open)
        .When(m => new LinkIncident(m, IncidentSpec.Id, LinkKind.Related)).ThenInvalid("other_incident_id");

    [Fact]
    public void Link_AsItStands_RecordsNothing() => History.UpTo(Stage.Open)
        .When(m => new LinkIncident(m, IncidentSpec.Other, LinkKind.Related)).ThenNothing();

    [Fact]
    public void Link_OfAnotherKind_ReplacesTheFormer()
    {
        var spec = History.UpTo(Stage.Open);
        var decision = spec.When(m => new LinkIncident(m, IncidentSpec.Other, LinkKind.DuplicateOf)).Then(new IncidentLinked(IncidentSpec.Other, LinkKind.DuplicateOf));
        Assert.Equal([new IncidentLink(IncidentSpec.Other, LinkKind.DuplicateOf)], spec.And(decision.Events).State.Links);
    }

    [Fact]
    public void Unlink_Twice_IsRefusedTheSecondTime()
    {
        var spec = History.UpTo(Stage.Open);
        spec.And(spec.When(Commands.OnExisting["UnlinkIncident"]).Then(new IncidentUnlinked(IncidentSpec.Other, "Another cause")).Events);
        Assert.Empty(spec.State.Links);
        spec.When(Commands.OnExisting["UnlinkIncident"]).ThenRefused("link.unknown");
    }

    [Fact]
    public void AssignCommander_ToAnother_HandsTheRoleOver()
    {
        var spec = History.UpTo(Stage.Open).And(new RoleAssigned(IncidentRole.Commander, People.Cho.Person));
        var decision = spec.When(m => new AssignRole(m, IncidentRole.Commander, People.Rana.Person)).Then(new RoleAssigned(IncidentRole.Commander, People.Rana.Person));
        Assert.Equal(
            [new RoleAssignment(IncidentRole.Deputy, History.Deputy), new RoleAssignment(IncidentRole.Commander, People.Rana.Person)],
            spec.And(decision.Events).State.Roles);
    }

    [Fact]
    public void AssignDeputy_ToASecond_KeepsTheFirst()
    {
        var state = History.UpTo(Stage.Open).And(new RoleAssigned(IncidentRole.Deputy, People.Cho.Person)).State;
        Assert.Equal([History.Deputy, People.Cho.Person], state.Roles.Select(r => r.Person));
    }

    [Fact]
    public void Assign_AsItStands_RecordsNothing() => History.UpTo(Stage.Open)
        .When(m => new AssignRole(m, IncidentRole.Deputy, History.Deputy)).ThenNothing();

    [Fact]
    public void Unassign_OfRoleNotHeld_IsRefused() => History.UpTo(Stage.Open)
        .When(m => new UnassignRole(m, IncidentRole.Scribe, History.Deputy)).ThenRefused("role.unassigned");

    [Fact]
    public void Unassign_OfOneRole_KeepsTheOthers()
    {
        var spec = History.UpTo(Stage.Open).And(new RoleAssigned(IncidentRole.Scribe, History.Deputy));
        spec.And(spec.When(Commands.OnExisting["UnassignRole"]).Decision.Events);
        Assert.Equal([new RoleAssignment(IncidentRole.Scribe, History.Deputy)], spec.State.Roles);
    }

    [Fact]
    public void Unrestrict_OfUnrestricted_RecordsNothing() => History.UpTo(Stage.Open).When(Commands.OnExisting["UnrestrictIncident"]).ThenNothing();

    [Fact]
    public void Restrict_Again_ReplacesTheMembers()
    {
        var spec = History.UpTo(Stage.Open);
        spec.And(spec.When(Commands.OnExisting["RestrictIncident"], by: People.Cho).Decision.Events);
        Assert.Equal([People.Cho.Person, People.Paula.Person], spec.State.Members);
        spec.And(spec.When(m => new RestrictIncident(m, [], "Fewer"), by: People.Cho).Decision.Events);
        Assert.Equal([People.Cho.Person], spec.State.Members);
    }

    [Fact]
    public void IndexRow_ListsMembersAndRoleHolders_AndOnlyWhenTheyChange()
    {
        var before = History.UpTo(Stage.Open).State;
        var spec = History.UpTo(Stage.Open).And(new IncidentRestricted([People.Paula.Person, History.Deputy], "Insider"));
        var row = (CaseIndexRow)Incident.Index(spec.State, before)!;
        Assert.Equal([History.Deputy, People.Paula.Person], row.Members!.Order(StringComparer.Ordinal));
        Assert.True(row.Restricted);
        Assert.Null(((CaseIndexRow)Incident.Index(spec.State with { Title = "Other" }, spec.State)!).Members);
    }
}
