using System.Text;
using Google.Protobuf.Reflection;
using Grpc.Core;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Access;

/// <summary>Attack A9: every RPC with every role, with no token, and with the ids of a case that the caller may not see.</summary>
[Collection(RealProcesses.Name)]
public sealed class PermissionTests(SharedServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly IReadOnlyDictionary<string, IReadOnlySet<Role>> Expected = PermissionTable.OfTheReadme();
    private static readonly Role[] Roles = [.. Enum.GetValues<Role>().Where(r => r != Role.Unspecified)];
    private static readonly StatusCode[] Broken = [StatusCode.PermissionDenied, StatusCode.Unauthenticated, StatusCode.Internal, StatusCode.Unknown, StatusCode.Unimplemented];
    private readonly Dictionary<Role, Clients> _callers = [];

    public async Task InitializeAsync()
    {
        foreach (var role in Roles)
        {
            _callers[role] = await server.As($"a9-{role}".ToLowerInvariant(), role);
        }
    }

    public Task DisposeAsync()
    {
        foreach (var caller in _callers.Values)
        {
            caller.Dispose();
        }

        return Task.CompletedTask;
    }

    [Fact]
    public void ReadmeTable_NamesEachRpcAndEachRole()
    {
        Assert.Equal(ApiMethods.All.Select(m => m.Name).Order(StringComparer.Ordinal), Expected.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Roles, Expected.Values.SelectMany(r => r).Distinct().Order());
    }

    [Fact]
    public async Task Call_WithoutAToken_IsUnauthenticated()
    {
        var ids = await CaseIds.Make(server.Admin);
        using var nobody = new Clients(server.Process.Grpc, token: null);
        foreach (var method in ApiMethods.All)
        {
            var (code, _, _) = await ApiMethods.Call(nobody.Invoker, method, GeneratedRequest.For(method, ids));
            Assert.True(code == StatusCode.Unauthenticated, $"{method.Name} without a token: {code}");
        }

        output.WriteLine($"{ApiMethods.All.Count} RPCs without a token");
    }

    [Fact]
    public async Task Call_WithoutTheRole_IsDeniedAndLeavesNoTrace()
    {
        var ids = await CaseIds.Make(server.Admin);
        var before = await Trace(ids);
        var pairs = 0;
        foreach (var (method, role) in Pairs().Where(p => !Expected[p.Method.Name].Contains(p.Role)))
        {
            var (code, refusal, _) = await ApiMethods.Call(_callers[role].Invoker, method, GeneratedRequest.For(method, ids));
            Assert.True(code == StatusCode.PermissionDenied, $"{method.Name} as {role}: {code} {refusal?.Status.Detail}");
            pairs++;
        }

        Assert.Equal(before, await Trace(ids));
        output.WriteLine($"{pairs} (RPC, role) pairs denied");
    }

    [Fact]
    public async Task Call_WithTheRole_GetsPastTheDoor()
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (method, role) in Pairs().Where(p => Expected[p.Method.Name].Contains(p.Role)))
        {
            // Of its own for each: some calls end, merge or restrict the incident.
            var ids = await CaseIds.Make(server.Admin);
            var other = ApiMethods.IdFields(method).Count() > 1 ? await CaseIds.Make(server.Admin) : null;
            var (code, refusal, _) = await ApiMethods.Call(_callers[role].Invoker, method, GeneratedRequest.For(method, ids, other));
            Assert.True(
                !Broken.Contains(code) && !(code == StatusCode.NotFound && refusal!.Status.Detail.Contains(ids.Incident, StringComparison.Ordinal)),
                $"{method.Name} as {role}: {code} {refusal?.Status.Detail}");
            outcomes[$"{code}"] = outcomes.GetValueOrDefault($"{code}") + 1;
        }

        output.WriteLine($"{outcomes.Values.Sum()} (RPC, role) pairs let in: {string.Join(", ", outcomes.Select(o => $"{o.Value} {o.Key}"))}");

        // If most requests were refused for their shape, little would be shown.
        Assert.True(outcomes["OK"] > outcomes.Values.Sum() / 2, "Most generated requests were refused; teach the generator what their fields hold.");
    }

    [Fact]
    public async Task Case_OfOthers_CannotBeToldFromOneThatDoesNotExist()
    {
        var (own, theirs) = (await CaseIds.Make(server.Admin), await CaseIds.Make(server.Admin));
        await server.Admin.Incidents.RestrictIncidentAsync(new RestrictIncidentRequest
        {
            IncidentId = theirs.Incident, CommandId = Clients.NewId(), Members = { "a9-member" }, Reason = "Insiders may be involved",
        });
        var before = await Trace(theirs);
        var calls = 0;
        foreach (var (method, role) in Pairs().Where(p => Expected[p.Method.Name].Contains(p.Role)))
        {
            foreach (var field in ApiMethods.IdFields(method).Where(_ => !BreaksGlass(method, role)))
            {
                var id = theirs.Of(field.Name) ?? throw new InvalidOperationException($"{method.InputType.Name}.{field.Name} names a thing that no Create call makes; tell {nameof(CaseIds)}.");
                var refused = await Answer(method, role, field, id, own);
                var absent = await Answer(method, role, field, CaseIds.Absent(id), own);
                Assert.True(refused == absent, $"{method.Name} as {role} tells {field.Name} of others from one that does not exist:\n{refused}\n{absent}");
                Assert.False(refused.StartsWith("OK", StringComparison.Ordinal), $"{method.Name} as {role} works on {field.Name} of others");
                Assert.True(field != ApiMethods.Subject(method) || refused.StartsWith("NotFound ", StringComparison.Ordinal), $"{method.Name} as {role}: {refused}");
                calls++;
            }
        }

        Assert.Equal(before, await Trace(theirs));
        output.WriteLine($"{calls} (RPC, role, id) triples with the ids of a case of others");
    }

    [Fact]
    public async Task Lists_OfOutsiders_LeaveOutTheCasesOfOthers()
    {
        var theirs = await CaseIds.Make(server.Admin);
        await server.Admin.Incidents.RestrictIncidentAsync(new RestrictIncidentRequest
        {
            IncidentId = theirs.Incident, CommandId = Clients.NewId(), Members = { "a9-member" }, Reason = "Insiders may be involved",
        });
        var lists = ApiMethods.All.Where(m => m.Name.StartsWith("List", StringComparison.Ordinal) && ApiMethods.Subject(m) is null).ToList();
        foreach (var (method, role) in lists.SelectMany(m => Roles.Where(r => Expected[m.Name].Contains(r)).Select(r => (m, r))))
        {
            var (_, refusal, reply) = await ApiMethods.Call(_callers[role].Invoker, method, GeneratedRequest.For(method, theirs));
            Assert.True(reply is not null, $"{method.Name} as {role}: {refusal?.Status.Detail}");
            Assert.DoesNotContain(theirs.Incident, reply.ToString(), StringComparison.Ordinal);
        }

        Assert.Contains(lists, m => m.Name == "ListIncidents");
    }

    [Fact]
    public async Task Administrator_LetsMembersInAgain_AndSeesNothingElse()
    {
        var theirs = await CaseIds.Make(server.Admin);
        using var member = await server.As("a9-last-member", Role.Commander);
        await member.Incidents.RestrictIncidentAsync(new RestrictIncidentRequest { IncidentId = theirs.Incident, CommandId = Clients.NewId(), Reason = "Insiders may be involved" });
        var answer = await _callers[Role.Admin].Incidents.RestrictIncidentAsync(new RestrictIncidentRequest
        {
            IncidentId = theirs.Incident, CommandId = Clients.NewId(), Members = { "a9-member" }, Reason = "The last member has left",
        });
        Assert.True(answer.Restricted);
        Assert.Empty(answer.Title);
    }

    // The one thing that can be done to a case without seeing it: an administrator lets members in when the last one has left.
    private static bool BreaksGlass(MethodDescriptor method, Role role) => method.Name == "RestrictIncident" && role == Role.Admin;

    private static IEnumerable<(MethodDescriptor Method, Role Role)> Pairs() => ApiMethods.All.SelectMany(m => Roles.Select(r => (m, r)));

    /// <summary>All that an answer tells, with the id that was asked for taken out.</summary>
    private async Task<string> Answer(MethodDescriptor method, Role role, FieldDescriptor field, string id, CaseIds own)
    {
        var request = GeneratedRequest.For(method, own);
        field.Accessor.SetValue(request, id);
        var (code, refusal, _) = await ApiMethods.Call(_callers[role].Invoker, method, request);
        var details = string.Concat(refusal?.Trailers.Where(t => t.Key != "date").Select(t => $"{t.Key}={(t.IsBinary ? Encoding.Latin1.GetString(t.ValueBytes) : t.Value)};") ?? []);
        return $"{code} {refusal?.Status.Detail} {details}".Replace(id, "ID", StringComparison.Ordinal);
    }

    /// <summary>How much stands in the ledger: of the case, of access, and how many incidents there are.</summary>
    private async Task<(int Events, int Access, long Incidents)> Trace(CaseIds ids) => (
        (await server.Admin.Events(ids.Incident)).Count,
        (await server.Admin.Events("sys-access")).Count,
        (await server.Admin.Incidents.ListIncidentsAsync(new ListIncidentsRequest { PageSize = 1 })).TotalSize);
}
