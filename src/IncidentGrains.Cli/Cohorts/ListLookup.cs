using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts;

/// <summary>What is known of a person on a list.</summary>
/// <param name="Affected">"yes" or "no".</param>
/// <param name="Categories">The data categories, separated by |.</param>
/// <param name="Cohorts">The cohorts that name them, separated by |.</param>
internal sealed record ListAnswer(string Affected, string Categories, string Cohorts);

/// <summary>Asks for people on one stream, and on another one when a server goes away: whoever was not answered is asked for again.</summary>
/// <param name="client">The server.</param>
/// <param name="about">What all messages have in common.</param>
internal sealed class ListLookup(CohortsService.CohortsServiceClient client, LookUpValuesRequest about) : IDisposable
{
    // As often as other calls are repeated.
    private const int MaxAttempts = 8;

    private AsyncDuplexStreamingCall<LookUpValuesRequest, LookUpValuesResponse>? _call;

    /// <summary>What is known of each, in order.</summary>
    /// <exception cref="RpcException">The server refuses, or none can be reached.</exception>
    public async Task<IEnumerable<ListAnswer>> Ask(IReadOnlyCollection<string> values, CancellationToken cancellation)
    {
        var request = about.Clone();
        request.Values.AddRange(values);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Read(await Answer(request, cancellation));
            }
            catch (RpcException e) when (Failure.IsCut(e) && attempt < MaxAttempts && !cancellation.IsCancellationRequested)
            {
                _call?.Dispose();
                _call = null;
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(2, 0.125 * (1 << attempt))), cancellation);
            }
        }
    }

    public void Dispose() => _call?.Dispose();

    private async Task<LookUpValuesResponse> Answer(LookUpValuesRequest request, CancellationToken cancellation)
    {
        _call ??= client.LookUpValues(Connection.Streaming(cancellation));
        try
        {
            await _call.RequestStream.WriteAsync(request, cancellation);
        }
        catch (Exception e) when (Failure.EndsWriting(e) && !cancellation.IsCancellationRequested)
        {
            // The call had ended: how, the next line tells.
        }

        return await _call.ResponseStream.MoveNext(cancellation) ? _call.ResponseStream.Current
            : throw new RpcException(new Status(StatusCode.Unavailable, "The server ended the stream before it had answered."));
    }

    private static IEnumerable<ListAnswer> Read(LookUpValuesResponse r) => r.Affected.Select((affected, i) =>
        new ListAnswer(affected == Affected.Yes ? "yes" : "no", Names(r.CategoryNames, r.Categories[i]), Names(r.CohortNames, r.Cohorts[i])));

    private static string Names(IEnumerable<string> names, ulong bits) => string.Join('|', names.Where((_, bit) => (bits >> bit & 1) == 1));
}
