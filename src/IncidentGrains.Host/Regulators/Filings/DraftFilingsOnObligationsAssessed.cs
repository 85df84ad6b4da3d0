using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Law.Regulators.Packs;
using MassTransit;

namespace IncidentGrains.Host.Regulators.Filings;

/// <summary>Drafts a filing for each obligation to report to an authority once it is to be met. Ids derive from the obligation: one gets one, however often it is assessed.</summary>
internal sealed partial class DraftFilingsOnObligationsAssessed(
    IGrainFactory grains, RecordedEvents events, RulesInForce rules, FilingForms forms, ILogger<DraftFilingsOnObligationsAssessed> logger) : IConsumer<ObligationsAssessedMessage>
{
    public async Task Consume(ConsumeContext<ObligationsAssessedMessage> context)
    {
        var (stream, seq) = (context.Message.Stream, context.Message.Seq);

        // Obligations don't travel on the bus: the message names the event.
        var assessed = await events.Find<ObligationsAssessed>(stream, seq);
        foreach (var law in assessed.Opened.Concat(assessed.Changed).Where(IsToBeReported))
        {
            await Draft(stream, seq, law);
        }
    }

    // One that waits for what starts its clock is drafted when that has come.
    private bool IsToBeReported(AssessedObligation law) => law.Status is ObligationStatus.Open or ObligationStatus.Waivable
        && rules.Current.Find(law.Rule)?.Type is ObligationType.Report or ObligationType.Supplement
        && law.Recipients.Any(forms.Words.Regulators.ContainsKey);

    private async Task Draft(string stream, long seq, AssessedObligation law)
    {
        var incident = ObligationsId.IncidentOf(stream);
        var filing = FilingId.OfObligation(incident, law.ObligationId);
        var meta = new CommandMeta($"~draft:{stream}:{seq}:{law.ObligationId}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IFilingGrain>(filing).Execute(
                new DraftFiling(meta, incident, [law.ObligationId], law.Recipients.First(forms.Words.Regulators.ContainsKey), Jurisdiction: "", Form: "", Language: ""));
        }
        catch (CaseException e) when (e.Error is not (CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale))
        {
            // A refusal is an outcome: the incident is over, or the obligation was superseded meanwhile.
            LogRefused(logger, filing, law.ObligationId, incident, e.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Filing} was not drafted for '{Obligation}' of {Incident}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string filing, string obligation, string incident, string reason);
}
