using System.Text.RegularExpressions;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Host.Access;

namespace IncidentGrains.Tests.Wire;

/// <summary>The protos keep the house's rules, and the permission table names each RPC.</summary>
public sealed partial class ProtoStyleTests
{
    private static readonly string[] Reading =
        ["Get", "List", "Watch", "Export", "VerifyCase", "WhoAmI", "CreateCheckpoint", "Compare", "Count", "LookUp", "PreviewImport", "Explain", "CheckFiling"];

    // A chunk is known by its number and digest instead of a command id.
    public static TheoryData<string> Mutations() =>
        [.. PublicApi.Methods.Where(m => m.Name != "UploadChunks" && !Reading.Any(r => m.Name.StartsWith(r, StringComparison.Ordinal))).Select(m => m.Name)];

    [Fact]
    public void Permissions_ListEachRpcAndNothingElse()
    {
        var rpcs = PublicApi.Methods.Select(m => $"/{m.Service.FullName}/{m.Name}");
        string[] reflection = ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"];
        Assert.Equal(rpcs.Concat(reflection).Order(StringComparer.Ordinal), Permissions.Table.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Permissions_OfMutations_LetNeitherAuditorsNorRegulatorsIn() => Assert.All(
        PublicApi.Methods.Where(m => !Reading.Any(r => m.Name.StartsWith(r, StringComparison.Ordinal))),
        m => Assert.Equal(Roles.None, Permissions.Table[$"/{m.Service.FullName}/{m.Name}"] & (Roles.Auditor | Roles.Regulator)));

    [Fact]
    public void Permissions_OfSecondPersons_LetNoIntegrationIn() => Assert.All(
        (string[])
        [
            "IncidentsService/ApproveRedaction", "RemediationService/VerifyTask", "RemediationService/ApproveTaskCancellation",
            "RemediationService/DeclineTaskCancellation", "CohortsService/ApproveChange", "CohortsService/DeclineChange",
            "RegulatorsService/ApproveWaiver", "RegulatorsService/DeclineWaiver", "FilingsService/ApproveFiling",
        ],
        m => Assert.Equal(Roles.None, Permissions.Table["/incidentgrains.v1." + m] & Roles.Integration));

    [Theory]
    [InlineData("/grpc.health.v1.Health/Check", true)]
    [InlineData("/grpc.health.v1.Health/Watch", true)]
    [InlineData("/grpc.health.v1.HealthX/Check", false)]
    [InlineData("/incidentgrains.v1.AccessService/WhoAmI", false)]
    public void Anonymous_IsHealthAlone(string method, bool anonymous) => Assert.Equal(anonymous, Permissions.IsAnonymous(method));

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Mutation_Request_IsRetrySafe(string rpc)
    {
        var input = PublicApi.Methods.Single(m => m.Name == rpc).InputType;
        Assert.Equal(Google.Protobuf.Reflection.FieldType.String, input.FindFieldByName("command_id")?.FieldType);
        Assert.Equal(
            IsOfExisting(input) ? Google.Protobuf.Reflection.FieldType.Int64 : null,
            input.FindFieldByName("expected_version")?.FieldType);
    }

    // What is created has no version yet.
    private static bool IsOfExisting(Google.Protobuf.Reflection.MessageDescriptor input) =>
        !input.Name.StartsWith("Create", StringComparison.Ordinal) && input.Name != "DraftFilingRequest"
        && (input.FindFieldByName("incident_id") ?? input.FindFieldByName("task_id") ?? input.FindFieldByName("filing_id")) is not null;

    [Fact]
    public void Rpcs_HaveRequestsOfTheirOwnName() => Assert.All(PublicApi.Methods, m => Assert.Equal(m.Name + "Request", m.InputType.Name));

    [Fact]
    public void Enums_HaveAnUnspecifiedZero() => Assert.All(
        PublicApi.Enums, e => Assert.EndsWith("_UNSPECIFIED", e.FindValueByNumber(0)?.Name ?? "none", StringComparison.Ordinal));

    [Fact]
    public void EnumValues_BeginWithTheirEnumsName() => Assert.All(PublicApi.Enums, e =>
    {
        var prefix = WordStart().Replace(e.Name, "_").ToUpperInvariant() + "_";
        Assert.All(e.Values, v => Assert.StartsWith(prefix, v.Name, StringComparison.Ordinal));
    });

    [Fact]
    public void Declarations_HaveComments()
    {
        var found = 0;
        foreach (var file in Repository.Files("protos/incidentgrains", "*.proto"))
        {
            var lines = Repository.Read(file).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (Declaration().IsMatch(lines[i]))
                {
                    found++;
                    Assert.True(lines[i - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal), $"{file}:{i + 1} has no comment: {lines[i].Trim()}");
                }
            }
        }

        // The pattern above must not overlook any.
        var expected = PublicApi.Files.Sum(f => f.Services.Count) + PublicApi.Methods.Count + PublicApi.Messages.Count + PublicApi.Enums.Count
            + PublicApi.Messages.Sum(m => m.Fields.InDeclarationOrder().Count) + PublicApi.Enums.Sum(e => e.Values.Count);
        Assert.Equal(expected, found);
    }

    [GeneratedRegex(@"^\s*(?:(?:message|enum|service|rpc)\s+\w+|(?:(?:repeated|optional)\s+)?[\w.]+\s+\w+\s*=\s*\d+|[A-Z0-9_]+\s*=\s*\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Declaration();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordStart();
}
