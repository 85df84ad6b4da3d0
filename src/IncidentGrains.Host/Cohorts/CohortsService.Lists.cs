using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Errors;
using IncidentGrains.V1;
using static IncidentGrains.Host.Cohorts.CohortRequests;
using static IncidentGrains.Host.Incidents.Requests;

namespace IncidentGrains.Host.Cohorts;

internal sealed partial class CohortsService
{
    public override async Task LookUpValues(
        IAsyncStreamReader<LookUpValuesRequest> requestStream, IServerStreamWriter<LookUpValuesResponse> responseStream, ServerCallContext context)
    {
        var caller = AccessInterceptor.CallerOf(context);
        using var expiry = new CancellationTokenSource(caller.TimeLeft);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, application.ApplicationStopping, expiry.Token);
        var response = new LookUpValuesResponse();
        try
        {
            while (await requestStream.MoveNext(ends.Token))
            {
                var r = requestStream.Current;
                CheckPersons(r.Values.Count, "values");
                await rates.Wait(caller.Actor.Person, r.Values.Count, ends.Token);
                var (view, answers) = await data.Lookups.Find(caller.Actor, IncidentIdOf(r.IncidentId), SessionIdOf(r.SessionId), IdentifiersOf(r.Kind, r.Values, r.Region));
                Fill(response, view, answers);
                await responseStream.WriteAsync(response, context.CancellationToken);
            }
        }
        catch (OperationCanceledException) when (application.ApplicationStopping.IsCancellationRequested)
        {
            throw CaseException.Stopping();
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested)
        {
            throw ErrorMapping.Unauthenticated("The token has expired while looking up. Get a new one, and ask for what has no answer yet.");
        }
    }

    // One message serves all: it is written when the call that sends it returns.
    private static void Fill(LookUpValuesResponse response, RegistryView view, PersonAnswer[] answers)
    {
        response.Affected.Clear();
        response.Categories.Clear();
        response.Cohorts.Clear();
        foreach (var answer in answers)
        {
            response.Affected.Add(IsAffected(answer));
            response.Categories.Add(answer.Categories);
            response.Cohorts.Add(answer.Cohorts);
        }

        if (response.RegistryVersion != view.State.Version)
        {
            var names = ViewNames.Of(view);
            response.CategoryNames.Clear();
            response.CohortNames.Clear();
            response.CategoryNames.Add(names.Categories);
            response.CohortNames.Add(names.Cohorts);
            response.RegistryVersion = view.State.Version;
        }
    }
}
