using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.Law.Yaml;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.V1;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Cli.Demo;

/// <summary>Reads a scenario from YAML and checks each request against the API, so that a slip is found before a server starts.</summary>
internal sealed class ScenarioReader
{
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _people = new(StringComparer.Ordinal);
    private string _section = "";
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    private ScenarioReader()
    {
    }

    /// <summary>Reads a scenario.</summary>
    /// <exception cref="YamlRefusedException">It can't be played; the message names the line.</exception>
    public static Scenario Read(TextReader text)
    {
        var map = YamlMap.Load(text, "the scenario");
        var reader = new ScenarioReader();
        var people = map.Map("people");
        var persons = people.Keys.Select(subject => reader.Person(people, subject)).ToList();
        var steps = map.Items("steps").Select(reader.Step).OfType<ScenarioStep>().ToList();
        if (steps.Count == 0)
        {
            throw new YamlRefusedException(map.LineOf("steps"), "the scenario has no steps.");
        }

        var scenario = new Scenario(
            map.Text("title"), map.Text("time_zone"), persons, steps, [.. map.Items("known").Select(Known)],
            map.OptionalMap("finally") is { } end ? Texts(end) : new Dictionary<string, string>(StringComparer.Ordinal),
            [.. map.Items("clocks").Select(Clock)], [.. map.Items("exposure").Select(Estimate)], Register(map.Map("register")));
        map.RefuseOthers();
        return scenario;
    }

    private static KnownAt Known(YamlNode node)
    {
        var map = new YamlMap(node, "an instant of 'known'");
        var known = new KnownAt(At(map), Texts(map.Map("expect")));
        map.RefuseOthers();
        return known;
    }

    private static ScenarioClock Clock(YamlNode node)
    {
        var map = new YamlMap(node, "a clock");
        var clock = new ScenarioClock(map.Text("obligation"), At(map, "due"), map.Text("status"));
        map.RefuseOthers();
        return clock;
    }

    private static ScenarioEstimate Estimate(YamlNode node)
    {
        var map = new YamlMap(node, "an estimate");
        try
        {
            var estimate = new ScenarioEstimate(
                map.Text("title"), GetExposureRequest.Parser.ParseJson(YamlJson.Object(map.Node("with")!).ToJsonString()), map.Text("cap"));
            map.RefuseOthers();
            return estimate;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new YamlRefusedException(map.LineOf("with"), $"that is no {nameof(GetExposureRequest)}: {e.Message}");
        }
    }

    private static ScenarioRegister Register(YamlMap map)
    {
        var register = new ScenarioRegister(At(map), map.Text("as"), map.Text("file"), map.Text("map"), Number(map, "opened"), Number(map, "rejected"));
        map.RefuseOthers();
        return register;
    }

    private static int Number(YamlMap map, string key) =>
        int.TryParse(map.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw new YamlRefusedException(map.LineOf(key), $"'{key}' is a number.");

    private static Dictionary<string, string> Texts(YamlMap map)
    {
        var unknown = map.Keys.FirstOrDefault(key => !KnownRows.Names.Contains(key));
        return unknown is null ? map.Keys.ToDictionary(key => key, map.Text, StringComparer.Ordinal)
            : throw new YamlRefusedException(map.LineOf(unknown), $"'{unknown}' is none of {string.Join(", ", KnownRows.Names)}.");
    }

    private static DateTimeOffset At(YamlMap map, string key = "at") =>
        DateTimeOffset.TryParseExact(map.Text(key), "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at : throw new YamlRefusedException(map.LineOf(key), $"'{key}' is an instant with its offset, such as 2025-11-18T22:52:00+09:00.");

    private ScenarioPerson Person(YamlMap people, string subject)
    {
        _people.Add(subject);
        var roles = EnumType(nameof(Role));
        return new ScenarioPerson(subject, [.. people.Texts(subject).Select(name => roles.FindValueByName(name) is { Number: > 0 } role
            ? (Role)role.Number : throw new YamlRefusedException(people.LineOf(subject), $"'{name}' is no role."))]);
    }

    // Null for a heading.
    private ScenarioStep? Step(YamlNode node)
    {
        var map = new YamlMap(node, "a step");
        if (map.OptionalText("section") is { } section)
        {
            _section = section;
            map.RefuseOthers();
            return null;
        }

        var step = new ScenarioStep(
            _section, At(map), map.Text("as"), map.Text("say"), Method(map),
            map.Node("with") is { } with ? YamlJson.Object(with) : [], map.OptionalText("id"), Refused(map),
            map.Node("items") is null ? [] : map.Texts("items"), Crowd(map), map.Node("await_tasks") is null ? 0 : Number(map, "await_tasks"),
            map.OptionalText("await_filing"));
        map.RefuseOthers();
        Check(map, step);
        _last = step.At;
        if (step.Label is { } label)
        {
            _labels.Add(label);
        }

        if (step.AwaitTasks > 0)
        {
            _labels.Add(StepLabels.Task);
        }

        if (step.AwaitFiling is not null)
        {
            _labels.Add(StepLabels.Filing);
        }

        return step;
    }

    private static ScenarioCrowd? Crowd(YamlMap map)
    {
        if (map.OptionalMap("people") is not { } people)
        {
            return null;
        }

        var crowd = new ScenarioCrowd(
            people.Text("rows") == "members" ? null : Number(people, "rows"), people.Text("first") == "members" ? null : Number(people, "first"),
            Enum.TryParse<SyntheticMix>(people.OptionalText("mix") ?? nameof(SyntheticMix.Korean), ignoreCase: true, out var mix)
                ? mix : throw new YamlRefusedException(people.LineOf("mix"), "'mix' is korean, mixed or taiwan."));
        people.RefuseOthers();
        return crowd;
    }

    // "triage" is a verb of `incidentctl incident`; "task start" names another noun.
    private static MethodDescriptor Method(YamlMap map)
    {
        var (noun, verb) = map.Text("do").Split(' ') is [var first, var second] ? (first, second) : ("incident", map.Text("do"));
        return ApiDescriptors.Services.FirstOrDefault(service => CommandName.Noun(service) == noun)?.Methods.FirstOrDefault(m => CommandName.Verb(m) == verb)
            ?? throw new YamlRefusedException(map.LineOf("do"), $"'{verb}' is no verb of 'incidentctl {noun}'.");
    }

    private void Check(YamlMap map, ScenarioStep step)
    {
        if (!_people.Contains(step.Actor))
        {
            throw new YamlRefusedException(map.LineOf("as"), $"'{step.Actor}' is none of the people.");
        }

        if (step.At < _last)
        {
            throw new YamlRefusedException(map.LineOf("at"), "a step can't come before the one above it.");
        }

        try
        {
            StepRequest.Build(step, "inc-", "check", item: null, label => _labels.Contains(label.Split('.')[0]) ? label : null);
        }
        catch (FormatException e)
        {
            throw new YamlRefusedException(map.LineOf("with"), e.Message);
        }
    }

    private static StatusCode? Refused(YamlMap map)
    {
        if (map.OptionalText("refused") is not { } name)
        {
            return null;
        }

        foreach (var code in Enum.GetValues<StatusCode>())
        {
            if (ErrorText.CodeName((int)code) == name)
            {
                return code;
            }
        }

        throw new YamlRefusedException(map.LineOf("refused"), $"'{name}' is no gRPC status, such as FAILED_PRECONDITION.");
    }

    private static EnumDescriptor EnumType(string name) => AccessReflection.Descriptor.FindTypeByName<EnumDescriptor>(name);
}
