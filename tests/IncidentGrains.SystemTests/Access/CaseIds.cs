using Google.Protobuf.Reflection;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Access;

/// <summary>The ids of an incident and of all that can be made below it with an id of its own kind, such as tasks.</summary>
internal sealed class CaseIds
{
    // What has an id within a registry, whose incident stands beside it, by the call that makes one.
    private static readonly Dictionary<string, string> OfRegistries = new(StringComparer.Ordinal)
    {
        ["DefineCohort"] = "cohort_id", ["BeginImport"] = "import_id", ["OpenLookup"] = "session_id",
    };

    // What has an id within its incident only, whose id stands beside it; and what belongs to no incident.
    private static readonly string[] Inner = ["command_id", "fact_id", "redaction_id", "target_id", "entry_id", "claim_id", "item_id", "event_id", "playbook_id", "parked_id", .. OfRegistries.Values, "change_id", "other_cohort_id", "obligation_id"];
    private static readonly string[] OfIncidents = ["incident_id", "case_id"];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    private CaseIds(string incident) => Incident = incident;

    public string Incident { get; }

    /// <summary>True if a field of that name says on what a call works.</summary>
    public static bool Names(string field) => field.EndsWith("_id", StringComparison.Ordinal) && !Inner.Contains(field);

    /// <summary>An incident with a fact, a request to redact it, and one of everything that the API's Create calls make below an incident.</summary>
    public static async Task<CaseIds> Make(Clients caller)
    {
        var opened = await caller.Incidents.OpenIncidentAsync(new OpenIncidentRequest
        {
            CommandId = Clients.NewId(), Title = "Unusual export", Facts = { new NewFact { Kind = FactKind.How, Text = "An old key" } },
        });
        var ids = new CaseIds(opened.IncidentId);

        // A change needs a person who was imported: here it is told apart by its form only.
        ids._ids["change_id"] = "chg-" + opened.IncidentId["inc-".Length..];
        ids._ids["fact_id"] = ids._ids["target_id"] = opened.Facts[0].FactId;
        ids._ids["redaction_id"] = (await caller.Incidents.RequestRedactionAsync(new RequestRedactionRequest
        {
            IncidentId = opened.IncidentId, CommandId = Clients.NewId(), TargetId = opened.Facts[0].FactId, Reason = "It names somebody",
        })).Redactions[0].RedactionId;
        foreach (var create in ApiMethods.All.Where(m => (m.Name.StartsWith("Create", StringComparison.Ordinal) || m.Name == "DraftFiling") && Made(m) is not null)
            .Concat(OfRegistries.Keys.Select(name => ApiMethods.All.Single(m => m.Name == name))))
        {
            var (_, refusal, reply) = await ApiMethods.Call(caller.Invoker, create, GeneratedRequest.For(create, ids));
            Assert.True(reply is not null, $"{create.Name} with a generated request: {refusal?.StatusCode} {refusal?.Status.Detail}; teach {nameof(GeneratedRequest)} what its fields hold.");
            ids._ids[Made(create)!.Name] = (string)Made(create)!.Accessor.GetValue(reply);
        }

        return ids;
    }

    /// <summary>The same ids with every character after the prefix moved: of the same form and length, of nothing that exists.</summary>
    public static string Absent(string id)
    {
        var body = id.IndexOf('-', StringComparison.Ordinal) + 1;
        return id[..body] + new string([.. id[body..].Reverse()]);
    }

    /// <summary>The id for a field: the whole name's, or that of the kind with which the name ends, as in <c>into_incident_id</c>.</summary>
    public string? Of(string field) =>
        OfIncidents.Any(name => Ends(field, name)) ? Incident
        : _ids.Where(known => Ends(field, known.Key)).Select(known => known.Value).FirstOrDefault();

    private static bool Ends(string field, string name) => field == name || field.EndsWith("_" + name, StringComparison.Ordinal);

    private static FieldDescriptor? Made(MethodDescriptor create) =>
        OfRegistries.TryGetValue(create.Name, out var id) ? create.OutputType.FindFieldByName(id) : create.OutputType.Fields.InDeclarationOrder()
        .FirstOrDefault(f => f is { FieldType: FieldType.String, IsRepeated: false } && Names(f.Name) && !OfIncidents.Contains(f.Name));
}
