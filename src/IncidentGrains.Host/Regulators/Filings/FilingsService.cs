using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Host.Regulators.Filings.Exports;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.V1;
using static IncidentGrains.Host.Incidents.Requests;
using Filing = IncidentGrains.V1.Filing;
using Meta = IncidentGrains.Contracts.Ledger.CommandMeta;

namespace IncidentGrains.Host.Regulators.Filings;

/// <summary>The front door of filings: shape of the request, one call to the grain, shape of the answer. Rules are in <see cref="Grains.Regulators.Filings.Filing"/>.</summary>
internal sealed partial class FilingsService(IGrainFactory grains, FilingIndex index, IncidentIndex incidents, FilingForms forms, FilingExports exports, TimeProvider time)
    : V1.FilingsService.FilingsServiceBase
{
    public override async Task<Filing> DraftFiling(DraftFilingRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId);
        return Answer(await Grain(FilingId.Derive(meta.Actor.Person, meta.CommandId)).Execute(new DraftFiling(
            meta, IncidentIdOf(r.IncidentId), [.. r.ObligationIds], r.Regulator, r.Jurisdiction, r.Form, r.Language)));
    }

    public override Task<Filing> UpdateFilingFields(UpdateFilingFieldsRequest r, ServerCallContext context) => Run(r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new UpdateFilingFields(m, [.. r.Fields.Select(f => new FieldText(f.Key, f.Text))]));

    public override async Task<RefreshFilingResponse> RefreshFiling(RefreshFilingRequest r, ServerCallContext context)
    {
        var refreshed = await Grain(FilingIdOf(r.FilingId)).Refresh(new RefreshFiling(Meta(context, r.CommandId, r.ExpectedVersion)));
        return new RefreshFilingResponse
        {
            Filing = Answer(refreshed.After),
            Changes = { FilingComparison.Of(refreshed.Before.Latest, refreshed.After.Latest, refreshed.After.Language) },
        };
    }

    public override Task<Filing> SubmitFilingForReview(SubmitFilingForReviewRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new SubmitFilingForReview(m, r.IncompleteReason));

    public override Task<Filing> ReturnFilingToDraft(ReturnFilingToDraftRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new ReturnFilingToDraft(m, r.Comment));

    public override Task<Filing> ApproveFiling(ApproveFilingRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new ApproveFiling(m));

    public override Task<Filing> RecordFilingFiled(RecordFilingFiledRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new RecordFilingFiled(m, r.ReceiptNumber, Instant(r.FiledAt, "filed_at")));

    public override Task<Filing> RecordFilingSentBack(RecordFilingSentBackRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new RecordFilingSentBack(m, [.. r.Demands], Instant(r.DueAt, "due_at"), Instant(r.SentBackAt, "sent_back_at")));

    public override Task<Filing> StartFilingVersion(StartFilingVersionRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new StartFilingVersion(m, (Contracts.Regulators.Filings.FilingVersionKind)r.Kind));

    public override Task<Filing> MarkFilingFinal(MarkFilingFinalRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new MarkFilingFinal(m));

    public override Task<Filing> WithdrawFiling(WithdrawFilingRequest r, ServerCallContext context) => Run(
        r.FilingId, Meta(context, r.CommandId, r.ExpectedVersion), m => new WithdrawFiling(m, r.Reason));

    private async Task<Filing> Run(string filingId, Meta meta, Func<Meta, FilingCommand> command) => Answer(await Grain(FilingIdOf(filingId)).Execute(command(meta)));

    // A command's answer holds at the instant of its recording.
    private static Filing Answer(FilingState state) => FilingMapping.ToProto(state, state.Latest.Number, state.UpdatedAt);

    private IFilingGrain Grain(string id) => grains.GetGrain<IFilingGrain>(id);

    private static string FilingIdOf(string text) => FilingId.IsWellFormed(text) ? text
        : throw CaseException.Invalid(new FieldViolation("filing_id", "is no filing id; one looks like 'fil-' and 26 lower-case letters and digits."));
}
