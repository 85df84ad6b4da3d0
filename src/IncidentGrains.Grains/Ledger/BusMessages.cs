using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Which message tells the bus of an event. Payload fields go out only if a message names them.</summary>
internal sealed class BusMessages(EventTypes types)
{
    /// <summary>False if a newer silo wanted the bus told of an event of which this version knows no message.</summary>
    public bool CanTell(StoredEvent stored) => types.Publishes(stored.Header.Type);

    /// <summary>The message of an event, or null if the bus is not told of it (any more).</summary>
    public IBusMessage? Of(StoredEvent stored)
    {
        var (stream, seq) = (stored.Header.Stream, stored.Header.Seq);
        return types.Read(stored.Header.Type, stored.Content) switch
        {
            IncidentConfirmed => new IncidentConfirmedMessage(stream, seq),
            IncidentContained => new IncidentContainedMessage(stream, seq),
            RemediationBegun => new RemediationBegunMessage(stream, seq),
            IncidentClosed e => new IncidentClosedMessage(stream, seq, e.Resolution),
            IncidentReopened e => new IncidentReopenedMessage(stream, seq, e.Stage),
            IncidentMerged e => new IncidentMergedMessage(stream, seq, e.Into),
            PlaybookApplied e => new PlaybookAppliedMessage(stream, seq, e.Playbook),
            AwarenessClaimed e => new AwarenessClaimedMessage(stream, seq, e.ClaimId, e.AwareAt),
            FactRecorded e => new FactRecordedMessage(stream, seq, e.FactId, e.Kind),
            FactCorrected e => new FactCorrectedMessage(stream, seq, e.FactId, e.Corrects, e.Kind),
            CohortSealed e => new CohortSealedMessage(stream, seq, e.CohortId, e.Members, e.Persons),
            CohortWithdrawn e => new CohortWithdrawnMessage(stream, seq, e.CohortId),
            ObligationsAssessed e => new ObligationsAssessedMessage(stream, seq, e.Opened.Count, e.Changed.Count, e.Superseded.Count),
            ObligationMet e => new ObligationMetMessage(stream, seq, e.ObligationId, e.At),
            ObligationEscalated e => new ObligationEscalatedMessage(stream, seq, e.ObligationId, e.Before, e.Deadline),
            FilingObligationReported e => new FilingFiledMessage(stream, seq, e.IncidentId, e.ObligationId, e.FiledAt),
            FilingSentBack e => new FilingSentBackMessage(stream, seq, e.Number, e.Demands.Count, e.Due),
            FilingDemandEscalated e => new FilingDemandEscalatedMessage(stream, seq, e.DemandId, e.Before, e.Deadline),
            _ => null,
        };
    }
}
