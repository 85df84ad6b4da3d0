using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>Plays the steps of a scenario through the public API, as the people of the scenario.</summary>
internal sealed class DemoReplay(Scenario scenario, DemoPeople people, DemoCrowds crowds, ReplayClock clock, DemoPage page)
{
    private const int LongestRefusal = 200;

    private readonly StepLabels _labels = new();
    private readonly List<StageChange> _stages = [];
    private Stage _stage;

    /// <summary>The incident.</summary>
    public string IncidentId { get; private set; } = "";

    /// <summary>Its stages, in the order in which it reached them.</summary>
    public IReadOnlyList<StageChange> Stages => _stages;

    /// <summary>How many steps were refused, as they had to be.</summary>
    public int Refused { get; private set; }

    /// <summary>Plays all steps.</summary>
    /// <exception cref="DemoException">One was refused that should be done, or the other way round.</exception>
    public async Task Play(CancellationToken cancellation)
    {
        var section = "";
        foreach (var (index, step) in scenario.Steps.Index())
        {
            if (step.Section != section)
            {
                DemoPage.Section(section = step.Section);
            }

            clock.Set(step.At);
            page.Step(step);
            foreach (var item in step.Items.DefaultIfEmpty(null))
            {
                await Play(step, StepRequest.Build(step, IncidentId, $"demo-{index + 1}{item}", item, _labels.Find), cancellation);
            }

            if (step.People is { } crowd)
            {
                await crowds.Import(crowd, step.Fields, people[step.Actor], IncidentId, cancellation);
            }

            if (step.AwaitTasks > 0)
            {
                _labels.Add(await new DemoTasks(people[step.Actor]).Await(IncidentId, step.AwaitTasks, cancellation));
            }

            if (step.AwaitFiling is { } obligation)
            {
                _labels.AddFiling(obligation, await new DemoFilings(people[step.Actor]).Await(IncidentId, obligation, cancellation));
            }
        }
    }

    private async Task Play(ScenarioStep step, IMessage request, CancellationToken cancellation)
    {
        var connection = people[step.Actor];
        try
        {
            using var call = connection.Invoker.AsyncUnaryCall(GrpcMethod.Of(step.Method), host: null, connection.Unary(cancellation), request);
            Done(step, await call.ResponseAsync);
        }
        catch (RpcException e) when (step.Refused == e.StatusCode)
        {
            Refused++;
            var rule = e.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? ErrorText.CodeName((int)e.StatusCode);
            page.Refusal(rule, Short(_labels.Named(e.Status.Detail.Replace($"'{IncidentId}'", "it", StringComparison.Ordinal))));
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            throw new DemoException($"the step '{step.Say}' ended as {ErrorText.CodeName((int)e.StatusCode)}: {e.Status.Detail}");
        }
    }

    // What follows the first sentence says what to send instead; here nobody will. A long list is cut.
    private static string Short(string text)
    {
        var sentence = text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;
        return sentence.Length <= LongestRefusal ? sentence : sentence[..sentence.LastIndexOf(' ', LongestRefusal)].TrimEnd(',') + " …";
    }

    private static string Marked(TextSegment segment) => segment.Change switch
    {
        TextChange.Inserted => $"[+{segment.Text}]",
        TextChange.Deleted => $"[-{segment.Text}]",
        _ => segment.Text,
    };

    private void Done(ScenarioStep step, IMessage reply)
    {
        if (step.Refused is { } refused)
        {
            throw new DemoException($"the step '{step.Say}' had to be refused with {ErrorText.CodeName((int)refused)}, and was done");
        }

        if (step.Label is { } label)
        {
            _labels.Add(label, step.Method.Name, reply);
        }

        if (reply is CompareFilingVersionsResponse compared)
        {
            foreach (var change in compared.Changes)
            {
                page.Outcome($"{change.Key}: {string.Concat(change.Segments.Select(Marked))}");
            }
        }

        if (reply is Incident incident)
        {
            IncidentId = IncidentId.Length == 0 ? incident.IncidentId : IncidentId;
            if (incident.Stage != _stage)
            {
                _stage = incident.Stage;
                _stages.Add(new StageChange(step.At, EnumText.Short(incident.Stage)));
            }
        }
    }
}

/// <summary>When a stage was reached.</summary>
internal sealed record StageChange(DateTimeOffset At, string Stage);
