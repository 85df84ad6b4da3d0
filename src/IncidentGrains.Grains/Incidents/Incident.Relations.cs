using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

// Links, merges, roles on the incident, and who may see it.
internal sealed partial class Incident
{
    private const int MaxMembers = 200;

    private static Decision Link(IncidentState state, LinkIncident command)
    {
        new RequestCheck()
            .That(Enum.IsDefined(command.Kind) && command.Kind != LinkKind.None, "kind", "is not set; send RELATED, CAUSED_BY or DUPLICATE_OF.")
            .That(command.Other != state.IncidentId, "other_incident_id", "is the incident itself; name another.")
            .Throw();
        return state.Links.Contains(new IncidentLink(command.Other, command.Kind))
            ? Decision.Nothing
            : Decision.Of(new IncidentLinked(command.Other, command.Kind));
    }

    private static Decision Unlink(IncidentState state, UnlinkIncident command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        return state.Links.Exists(l => l.IncidentId == command.Other)
            ? Decision.Of(new IncidentUnlinked(command.Other, command.Reason))
            : throw CaseException.Refused("link.unknown", $"'{state.IncidentId}' has no link to '{command.Other}'.");
    }

    private static Decision Merge(IncidentState state, MergeIncident command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote)
            .That(command.Into != state.IncidentId, "into_incident_id", "is the incident itself; name another.")
            .Throw();
        return state.Stage == Stage.Closed
            ? throw OutOfOrder(state, "be merged", "Reopen it first.")
            : Decision.Of(new IncidentMerged(command.Into, command.Reason)) with
            {
                Milestone = true,
                Guards =
                [
                    new GuardChange(state.IncidentId, IncidentGuards.MandatoryOpen, RequireZero: true),
                    new GuardChange(state.IncidentId, IncidentGuards.CohortsSealed, RequireZero: true),
                    new GuardChange(command.Into, IncidentGuards.CohortsSealed, RequireZero: true),
                    new GuardChange(command.Into, IncidentGuards.Merged, RequireZero: true),
                    new GuardChange(command.Into, IncidentGuards.Closed, RequireZero: true),
                    new GuardChange(state.IncidentId, IncidentGuards.Merged, Delta: 1),
                ],
            };
    }

    private static Decision Assign(IncidentState state, AssignRole command)
    {
        CheckRole(command.Role, command.Person);
        return state.Roles.Contains(new RoleAssignment(command.Role, command.Person))
            ? Decision.Nothing
            : Decision.Of(new RoleAssigned(command.Role, command.Person));
    }

    private static Decision Unassign(IncidentState state, UnassignRole command)
    {
        CheckRole(command.Role, command.Person);
        return state.Roles.Contains(new RoleAssignment(command.Role, command.Person))
            ? Decision.Of(new RoleUnassigned(command.Role, command.Person))
            : throw CaseException.Refused("role.unassigned", $"'{command.Person}' does not hold that role on '{state.IncidentId}'.");
    }

    private static Decision Restrict(IncidentState state, RestrictIncident command)
    {
        var check = new RequestCheck().Required("reason", command.Reason, MaxNote)
            .That(command.Members.Count <= MaxMembers, "members", $"holds more than {MaxMembers} members.");
        for (var i = 0; i < Math.Min(command.Members.Count, MaxMembers); i++)
        {
            check.Person($"members[{i}]", command.Members[i]);
        }

        check.Throw();

        // An administrator who lets others in does not thereby gain sight of the incident.
        string[] own = MayRead(state, command.Meta.Actor) ? [command.Meta.Actor.Person] : [];
        return Decision.Of(new IncidentRestricted([.. command.Members.Concat(own).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], command.Reason));
    }

    private static Decision Unrestrict(IncidentState state, UnrestrictIncident command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        return state.Restricted ? Decision.Of(new RestrictionLifted(command.Reason)) : Decision.Nothing;
    }

    private static void CheckRole(IncidentRole role, string person) => new RequestCheck()
        .That(Enum.IsDefined(role) && role != IncidentRole.None, "role", "is not set; send one of IncidentRole.")
        .Person("person", person)
        .Throw();
}
