using System.Collections.Immutable;
using System.Globalization;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

// What goes to the regulator and comes back from it. The first version that it gets stops the clocks; no later one starts them.
internal sealed partial class Filing
{
    private const int MaxDemands = 20;
    private const int MaxDemandsInAll = 200;

    // What was sent before it was approved here is recorded as it was: the record tells both instants.
    private static Decision Filed(FilingState state, RecordFilingFiled command, FilingContext context)
    {
        var at = command.FiledAt ?? context.Now;
        var version = Require(state, "be recorded as filed", FilingVersionState.Approved);
        // A receipt may well look like a phone number, and a report that was filed must not go unrecorded for that.
        new RequestCheck().Contact("receipt_number", command.ReceiptNumber, MaxReceipt)
            .That(!string.IsNullOrWhiteSpace(command.ReceiptNumber) && !command.ReceiptNumber.Contains('@', StringComparison.Ordinal), "receipt_number", "is empty or an address; send the regulator's receipt number.")
            .That(at <= context.Now, "filed_at", "is in the future; send the instant at which the regulator got it, or none for now.")
            .That(!(at < state.AtRegulator?.FiledAt), "filed_at", "is before the version that the regulator got earlier; versions are filed in the order of their numbers.").Throw();
        ImmutableList<string> answers = [.. state.Demands.Where(d => d.IsOpen && version.Find(d.DemandId) is { Text.Length: > 0 }).Select(d => d.DemandId)];
        return new Decision(
        [
            new FilingFiled(version.Number, command.ReceiptNumber, at, answers),
            .. state.Obligations.Select(o => new FilingObligationReported(state.IncidentId, o, version.Number, at)),
        ]) with { Milestone = true };
    }

    private static Decision SentBack(FilingState state, RecordFilingSentBack command, FilingContext context)
    {
        var at = command.SentBackAt ?? context.Now;
        if (state.Status == FilingStatus.Withdrawn || state.AtRegulator is not { } version)
        {
            throw CaseException.Refused("filing.not_filed", $"No version of '{state.FilingId}' is with the regulator, so none can come back. Record that one was filed first.");
        }

        var check = new RequestCheck()
            .That(command.Demands.Count is >= 1 and <= MaxDemands, "demands", $"must hold 1 to {MaxDemands} texts.")
            .That(state.Demands.Count + command.Demands.Count <= MaxDemandsInAll, "demands", $"would be more than {MaxDemandsInAll} of this filing; draft another for what is left.")
            .That(at <= context.Now, "sent_back_at", "is in the future; send the instant at which the regulator sent it back, or none for now.")
            .That(!(at < version.FiledAt), "sent_back_at", $"is before version {version.Number} was filed.")
            .That(!(command.Due <= at), "due_at", "is not after the demand; send by when it has to be answered, or none.");
        for (var i = 0; i < Math.Min(command.Demands.Count, MaxDemands); i++)
        {
            check.Required($"demands[{i}]", command.Demands[i], MaxNote);
        }

        check.Throw();
        var first = state.Demands.Count + 1;
        return Decision.Of(new FilingSentBack(
            version.Number, at, [.. command.Demands.Select((text, i) => new DemandText(string.Create(CultureInfo.InvariantCulture, $"dmd-{first + i}"), text))], command.Due)) with { Milestone = true };
    }

    private static Decision Start(FilingState state, StartFilingVersion command)
    {
        var latest = Require(state, "be followed by another", FilingVersionState.Approved, FilingVersionState.Filed, FilingVersionState.SentBack);
        var isFirst = state.FirstFiledAt is null;
        var kind = command.Kind != FilingVersionKind.None ? command.Kind : isFirst ? FilingVersionKind.Initial : FilingVersionKind.Correction;
        new RequestCheck().That(
            Enum.IsDefined(kind) && (kind == FilingVersionKind.Initial) == isFirst, "kind",
            isFirst ? "is not INITIAL, and the regulator has none yet." : "is INITIAL, and the regulator has one already; send CORRECTION, SUPPLEMENT or FINAL.").Throw();
        var fields = FilingFields.ForDemands(latest.Fields, state.Demands);
        return state.Versions.Count >= MaxVersions || Size(fields) + state.Versions.Sum(v => Size(v.Fields)) > MaxCharacters ? throw Full(state)
            : Decision.Of(new FilingVersionStarted(latest.Number + 1, kind, latest.FormDigest, fields));
    }

    private static Decision Finalise(FilingState state)
    {
        var version = Require(state, "be made final", FilingVersionState.Filed);
        var open = state.Demands.FindAll(d => d.IsOpen);
        return open.Count == 0 ? Decision.Of(new FilingFinalised(version.Number)) with { Milestone = true } : throw CaseException.Refused(
            "filing.demands_open", $"{open.Count} demand(s) of the regulator are not answered: {string.Join(", ", open.Select(d => d.DemandId))}. File a version that answers them first.");
    }

    private static Decision Withdraw(FilingState state, WithdrawFiling command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        return state.Status == FilingStatus.Withdrawn
            ? throw CaseException.Refused("filing.over", $"'{state.FilingId}' was withdrawn already.")
            : Decision.Of(new FilingWithdrawn(command.Reason)) with { Milestone = true };
    }
}
