using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Access;
using IncidentGrains.Proof;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Regulators;

// The board: the clocks of all incidents, the next to run out first.
internal sealed partial class RegulatorsService
{
    // What a calendar can show, and an answer can carry.
    private const int MaxInCalendar = 1000;

    private const string Running = "running = true";

    public override async Task<ListClocksResponse> ListClocks(ListClocksRequest r, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var query = ClockQuery.Parse(r.Filter, r.OrderBy, r.PageSize, r.PageToken, now);
        var page = await board.List(AccessInterceptor.CallerOf(context).Actor, query);
        var rows = page.Rows.Take(query.PageSize).ToList();
        return new ListClocksResponse
        {
            Clocks = { rows.Select(c => RegulatorsMapping.ToProto(c, Instants.ToMicros(now))) },
            NextPageToken = page.Rows.Count > rows.Count ? query.TokenAfter(rows[^1]) : "",
            TotalSize = page.Total,
            AsOf = now.ToTimestamp(),
        };
    }

    public override Task WatchClocks(WatchClocksRequest r, IServerStreamWriter<WatchClocksResponse> stream, ServerCallContext context) =>
        watch.Send(r, stream, AccessInterceptor.CallerOf(context), context.CancellationToken);

    public override async Task<HttpBody> GetCalendar(GetCalendarRequest r, ServerCallContext context)
    {
        var filter = string.IsNullOrWhiteSpace(r.Filter) ? Running : $"{r.Filter.Trim()} AND {Running}";
        var query = ClockQuery.Parse(filter, "", MaxInCalendar, "", time.GetUtcNow());
        var page = await board.List(AccessInterceptor.CallerOf(context).Actor, query);
        return new HttpBody
        {
            ContentType = "text/calendar; charset=utf-8",
            Data = ByteString.CopyFromUtf8(ClockCalendar.Of(page.Rows.Take(MaxInCalendar))),
        };
    }
}
