using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

// Copies in clear. A masked one tells nothing that a reader of the filing may not see, and leaves no trace.
internal sealed partial class Filing
{
    private const Roles MayExportClear = Roles.Commander | Roles.Privacy | Roles.Legal;

    /// <summary>Refuses a copy in clear of a version that no second person approved, without a reason, or to somebody who only reads.</summary>
    /// <exception cref="CaseException">It can't be had.</exception>
    public static void RequireClear(FilingState state, int number, Actor actor, string reason)
    {
        new RequestCheck().Required("reason", reason, MaxNote).Throw();
        if (state.Find(number)?.ApprovedAt is null)
        {
            throw CaseException.Refused("export.not_approved", $"Version {number} of '{state.FilingId}' was not approved by a second person, so it leaves masked only. Have it approved first.");
        }

        if (!actor.IsAny(MayExportClear))
        {
            throw new CaseException(CaseError.Denied, "export.clear", "Your roles export filings masked only. Leave out clear, or ask a commander, privacy or legal.");
        }
    }

    private static Decision Exported(FilingState state, RecordFilingExported c)
    {
        RequireClear(state, c.Number, c.Meta.Actor, c.Reason);
        return Decision.Of(new FilingExported(c.Number, c.Format, c.Reason, c.Digest, c.Bytes));
    }
}
