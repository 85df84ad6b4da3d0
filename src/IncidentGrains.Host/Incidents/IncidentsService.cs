using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Errors;
using IncidentGrains.Host.Ledger;
using IncidentGrains.V1;
using static IncidentGrains.Host.Incidents.Requests;
using Incident = IncidentGrains.V1.Incident;
using Meta = IncidentGrains.Contracts.Ledger.CommandMeta;
using TimelineEntry = IncidentGrains.V1.TimelineEntry;

namespace IncidentGrains.Host.Incidents;

/// <summary>The front door of incidents: shape of the request, one call to the grain, shape of the answer. Rules are in <see cref="Grains.Incidents.Incident"/>.</summary>
internal sealed class IncidentsService(IGrainFactory grains, IncidentIndex index, LedgerTail tail, EventTypes types, TimeProvider time, IHostApplicationLifetime lifetime)
    : V1.IncidentsService.IncidentsServiceBase
{
    // A watcher that reads has long read what was sent by then.
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(2);

    public override async Task<Incident> OpenIncident(OpenIncidentRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId);
        var facts = r.Facts.Select((f, i) => new Contracts.Incidents.NewFact(
            (Contracts.Incidents.FactKind)f.Kind, IncidentMapping.Value(f.Text, f.Instant, f.Values, f.HasCount ? f.Count : null, $"facts[{i}].instant")));
        var claims = r.AwarenessClaims.Select((c, i) => new Contracts.Incidents.NewAwarenessClaim(
            RequiredInstant(c.AwareAt, $"awareness_claims[{i}].aware_at"), c.AssertedBy, c.Basis));
        var id = IncidentId.Derive(meta.Actor.Person, meta.CommandId);
        return Answer(await Grain(id).Execute(new OpenIncident(meta, r.Title, r.Reference, [.. facts], [.. claims])));
    }

    public override async Task<Incident> GetIncident(GetIncidentRequest r, ServerCallContext context)
    {
        var asOf = AsOf(r.AsOf, time);
        var state = await Grain(IncidentIdOf(r.IncidentId)).Get(AccessInterceptor.CallerOf(context).Actor, asOf);
        return IncidentMapping.ToProto(state, asOf ?? time.GetUtcNow());
    }

    public override async Task<ListIncidentsResponse> ListIncidents(ListIncidentsRequest r, ServerCallContext context)
    {
        var query = IncidentQuery.Parse(r.Filter, r.OrderBy, r.PageSize, r.PageToken);
        var page = await index.List(AccessInterceptor.CallerOf(context).Actor, query);
        var rows = page.Rows.Take(query.PageSize).ToList();
        return new ListIncidentsResponse
        {
            Incidents = { rows.Select(IncidentMapping.ToProto) },
            NextPageToken = page.Rows.Count > rows.Count ? query.TokenAfter(rows[^1]) : "",
            TotalSize = page.Total,
            AsOf = time.GetUtcNow().ToTimestamp(),
        };
    }

    public override async Task WatchIncident(WatchIncidentRequest r, IServerStreamWriter<WatchIncidentResponse> stream, ServerCallContext context)
    {
        var caller = AccessInterceptor.CallerOf(context);
        if (r.AfterPosition < 0)
        {
            throw CaseException.Invalid(new FieldViolation("after_position", "is negative; send the position of the last event received, or 0."));
        }

        await Visible(IncidentIdOf(r.IncidentId), caller);
        using var expiry = new CancellationTokenSource(caller.TimeLeft);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping, expiry.Token);

        // A write that is cancelled resets the stream, and the status that says why is lost: only a caller that does not read meets this.
        using var stuck = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        await using var end = ends.Token.Register(() => stuck.CancelAfter(LastWrite));
        try
        {
            await foreach (var stored in tail.Watch(r.IncidentId, r.AfterPosition, r.UntilCurrent, ends.Token))
            {
                if (LedgerMapping.MayEndAccess(types, stored))
                {
                    // Whoever is shut out while watching sees nothing from here on. The index changed in the event's own
                    // transaction; the grain may be a moment behind.
                    await Visible(r.IncidentId, caller);
                }

                await stream.WriteAsync(new WatchIncidentResponse { Event = LedgerMapping.ToProto(stored) }, stuck.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // A watch has no end of its own: a stopping server would wait for it until it is killed.
            throw CaseException.Stopping();
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested)
        {
            throw ErrorMapping.Unauthenticated("The token has expired while watching. Get a new one and resume from the last position.");
        }
    }

    public override async Task<ListTimelineEntriesResponse> ListTimelineEntries(ListTimelineEntriesRequest r, ServerCallContext context)
    {
        var asOf = AsOf(r.AsOf, time);
        var entries = await Grain(IncidentIdOf(r.IncidentId)).ListTimelineEntries(AccessInterceptor.CallerOf(context).Actor, asOf);
        var (from, size) = PageTokens.Offset(r.PageToken, r.PageSize, entries.Count);
        return new ListTimelineEntriesResponse
        {
            Entries = { entries.Skip(from).Take(size).Select(IncidentMapping.ToProto) },
            NextPageToken = from + size < entries.Count ? PageTokens.Next(from + size) : "",
            TotalSize = entries.Count,
            AsOf = (asOf ?? time.GetUtcNow()).ToTimestamp(),
        };
    }

    public override async Task<TimelineEntry> AddTimelineEntry(AddTimelineEntryRequest r, ServerCallContext context) =>
        IncidentMapping.ToProto(await Grain(IncidentIdOf(r.IncidentId)).AddTimelineEntry(
            new AddTimelineEntry(Meta(context, r.CommandId, r.ExpectedVersion), Instant(r.OccurredAt, "occurred_at"), r.Text)));

    public override Task<Incident> RecordFact(RecordFactRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new RecordFact(m, (Contracts.Incidents.FactKind)r.Kind, IncidentMapping.Value(r.Text, r.Instant, r.Values, r.HasCount ? r.Count : null, "instant")));

    public override Task<Incident> CorrectFact(CorrectFactRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new CorrectFact(m, r.FactId, IncidentMapping.Value(r.Text, r.Instant, r.Values, r.HasCount ? r.Count : null, "instant"), r.Reason));

    public override Task<Incident> ClaimAwareness(ClaimAwarenessRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ClaimAwareness(m, RequiredInstant(r.AwareAt, "aware_at"), r.AssertedBy, r.Basis));

    public override Task<Incident> TriageIncident(TriageIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new TriageIncident(m, (Contracts.Incidents.Severity)r.Severity, [.. r.Reasons]));

    public override Task<Incident> ConfirmIncident(ConfirmIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ConfirmIncident(m, r.Note) { Playbooks = r.Playbooks.Count > 0 ? [.. r.Playbooks] : null });

    public override Task<Incident> ContainIncident(ContainIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ContainIncident(m, r.Note));

    public override Task<Incident> RemediateIncident(RemediateIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new RemediateIncident(m, r.Note));

    public override Task<Incident> CloseIncident(CloseIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new CloseIncident(m, (Contracts.Incidents.Resolution)r.Resolution, r.Note));

    public override Task<Incident> ReopenIncident(ReopenIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ReopenIncident(m, r.Reason));

    public override Task<Incident> LinkIncident(LinkIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new LinkIncident(m, IncidentIdOf(r.OtherIncidentId, "other_incident_id"), (Contracts.Incidents.LinkKind)r.Kind));

    public override Task<Incident> UnlinkIncident(UnlinkIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new UnlinkIncident(m, IncidentIdOf(r.OtherIncidentId, "other_incident_id"), r.Reason));

    public override Task<Incident> MergeIncident(MergeIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new MergeIncident(m, IncidentIdOf(r.IntoIncidentId, "into_incident_id"), r.Reason));

    public override Task<Incident> AssignRole(AssignRoleRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new AssignRole(m, (Contracts.Incidents.IncidentRole)r.Role, Person(context, r.Person)));

    public override Task<Incident> UnassignRole(UnassignRoleRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new UnassignRole(m, (Contracts.Incidents.IncidentRole)r.Role, Person(context, r.Person)));

    public override Task<Incident> RestrictIncident(RestrictIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new RestrictIncident(m, [.. r.Members.Select(p => Person(context, p))], r.Reason));

    public override Task<Incident> UnrestrictIncident(UnrestrictIncidentRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new UnrestrictIncident(m, r.Reason));

    public override Task<Incident> RequestRedaction(RequestRedactionRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new RequestRedaction(m, r.TargetId, r.Reason));

    public override Task<Incident> ApproveRedaction(ApproveRedactionRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ApproveRedaction(m, r.RedactionId));

    public override Task<Incident> DeclineRedaction(DeclineRedactionRequest r, ServerCallContext context) => Run(r.IncidentId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new DeclineRedaction(m, r.RedactionId, r.Reason));

    private async Task Visible(string incidentId, Caller caller)
    {
        if (!await index.IsVisible(incidentId, caller.Actor))
        {
            throw CaseException.NotFound(incidentId);
        }
    }

    private async Task<Incident> Run(string incidentId, Meta meta, Func<Meta, IncidentCommand> command) =>
        Answer(await Grain(IncidentIdOf(incidentId)).Execute(command(meta)));

    // A command's answer holds at the instant of its recording.
    private static Incident Answer(IncidentState state) => IncidentMapping.ToProto(state, state.UpdatedAt);

    private IIncidentGrain Grain(string id) => grains.GetGrain<IIncidentGrain>(id);
}
