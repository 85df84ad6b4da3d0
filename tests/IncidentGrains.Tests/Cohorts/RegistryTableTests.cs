using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>Every command in every state of what it is about: it makes its event where the table says so, and is refused everywhere else.</summary>
public sealed class RegistryTableTests
{
    private sealed record Row(string States, string Event, Func<CommandMeta, RegistryCommand> Command, Actor? By = null, string Nothing = "", string Otherwise = "");

    private static readonly Dictionary<string, Row> Imports = new(StringComparer.Ordinal)
    {
        ["BeginImport"] = new("Sealed Cancelled Failed", "registry.import-begun.v1", m => new BeginImport(m, "members", RegistrySpec.ByHeader, []), Otherwise: "import.under_way"),
        ["WithdrawCohort"] = new("Sealed Cancelled Failed", "registry.cohort-withdrawn.v1", m => new WithdrawCohort(m, "members", "Another company's"), Otherwise: "cohort.importing"),
        ["CancelImport"] = new("Open Failed", "registry.import-cancelled.v1", m => new CancelImport(m, RegistrySpec.Import, "The wrong file"), Otherwise: "import.state"),
        ["BeginSealing"] = new("Open", "registry.sealing-begun.v1", m => new BeginSealing(m, RegistrySpec.Import, 3, RegistrySpec.Digest), Otherwise: "import.state"),
        ["CompleteSealing"] = new("Sealing", "registry.cohort-sealed.v1", m => new CompleteSealing(m, RegistrySpec.Import, RegistrySpec.Result, DataVersion: 0), Actor.System, "Sealed", "import.state"),
        ["FailSealing"] = new("Sealing", "registry.sealing-failed.v1", m => new FailSealing(m, RegistrySpec.Import, "A chunk is gone"), Actor.System, "Failed", "import.state"),
    };

    private static readonly Dictionary<string, Row> Lookups = new(StringComparer.Ordinal)
    {
        ["OpenLookup"] = new("Open Expired Closed", "registry.lookup-opened.v1", m => new OpenLookup(m, "Calls", TimeSpan.FromHours(1), 0)),
        ["CloseLookup"] = new("Open", "registry.lookup-closed.v1", m => new CloseLookup(m, RegistrySpec.Session)),
        ["RecordLookups"] = new("Open Expired Closed", "registry.lookups-made.v1", m => new RecordLookups(m, RegistrySpec.Session, 7, "c0ffee"), Actor.System),
    };

    private static readonly Dictionary<string, Row> Changes = new(StringComparer.Ordinal)
    {
        ["RequestChange"] = new("Declined Executed", "registry.change-requested.v1", m => new RequestChange(m, ChangeKind.Erasure, "c0ffee", "Art. 17 GDPR"), Otherwise: "change.pending"),
        ["ApproveChange"] = new("Requested", "registry.change-approved.v1", m => new ApproveChange(m, RegistrySpec.Change), Otherwise: "change.decided"),
        ["DeclineChange"] = new("Requested", "registry.change-declined.v1", m => new DeclineChange(m, RegistrySpec.Change, "It must be kept"), Otherwise: "change.decided"),
        ["CompleteChange"] = new("Approved", "registry.change-executed.v1", m => new CompleteChange(m, RegistrySpec.Change, [], 1, 1, 4_495, DataVersion: 5), Actor.System, "Executed", "change.state"),
    };

    private static readonly Dictionary<string, Row> All = new(Imports.Concat(Lookups).Concat(Changes), StringComparer.Ordinal)
    {
        ["DefineCohort"] = new("", "registry.cohort-defined.v1", m => new DefineCohort(m, "second", "More", "crm", "By their orders", ["email"], [])),
    };

    public static TheoryData<string> Names() => [.. All.Keys];

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        Add(Imports, Enum.GetValues<ImportState>().Skip(1).Select(s => s.ToString()));
        Add(Lookups, Enum.GetValues<LookupState>().Skip(1).Select(s => s.ToString()));
        Add(Changes, Enum.GetValues<ChangeState>().Skip(1).Select(s => s.ToString()));
        return cells;

        void Add(Dictionary<string, Row> table, IEnumerable<string> states)
        {
            foreach (var (command, row) in table)
            {
                foreach (var state in states)
                {
                    cells.Add(command, state, row.States.Split(' ').Contains(state) ? "event:" + row.Event : row.Nothing == state ? "event:" : Otherwise(command, row, state));
                }
            }
        }
    }

    private static string Otherwise(string command, Row row, string state) => command == "CloseLookup" ? "lookup." + state.ToLowerInvariant() : row.Otherwise;

    [Theory]
    [MemberData(nameof(Cells))]
    public void Command_InState_IsAllowedOrRefusedByTheTable(string command, string state, string expected)
    {
        var spec = Imports.ContainsKey(command) ? RegistrySpec.In(Enum.Parse<ImportState>(state))
            : Lookups.ContainsKey(command) ? RegistrySpec.In(Enum.Parse<LookupState>(state))
            : RegistrySpec.In(Enum.Parse<ChangeState>(state));
        var outcome = spec.When(All[command].Command, All[command].By);
        Assert.Equal(expected, outcome.Reason.Length > 0 ? outcome.Reason : "event:" + string.Join(' ', outcome.Names));
    }

    [Fact]
    public void Table_CoversEveryKindOfCommand() => Assert.Equal(
        typeof(RegistryCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RegistryCommand))).Select(t => t.Name).Order(StringComparer.Ordinal),
        All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OnAnotherVersion_IsStale(string command)
    {
        var refusal = RegistrySpec.In(ImportState.Open).When(All[command].Command, All[command].By, expectedVersion: 7).ThenRefused(CaseError.Stale, "version.stale");
        Assert.Equal("3", refusal.Metadata["current_version"]);
    }

    [Theory]
    [InlineData("CompleteSealing")]
    [InlineData("FailSealing")]
    [InlineData("RecordLookups")]
    [InlineData("CompleteChange")]
    public void Command_OfTheSystem_IsForNobodyElse(string command) =>
        Assert.Throws<InvalidOperationException>(() => RegistrySpec.In(ImportState.Sealing).When(All[command].Command));

    [Theory]
    [InlineData("BeginImport", "cohort.not_found")]
    [InlineData("WithdrawCohort", "cohort.not_found")]
    [InlineData("CancelImport", "import.not_found")]
    [InlineData("BeginSealing", "import.not_found")]
    [InlineData("CompleteSealing", "import.not_found")]
    [InlineData("FailSealing", "import.not_found")]
    [InlineData("CloseLookup", "lookup.not_found")]
    [InlineData("RecordLookups", "lookup.not_found")]
    [InlineData("ApproveChange", "change.not_found")]
    [InlineData("DeclineChange", "change.not_found")]
    [InlineData("CompleteChange", "change.not_found")]
    public void Command_OnWhatThereIsNot_IsNotFound(string command, string reason) =>
        RegistrySpec.Nothing().When(All[command].Command, All[command].By).ThenRefused(CaseError.NotFound, reason);

    [Theory]
    [InlineData("OpenLookup")]
    [InlineData("RequestChange")]
    public void Command_OnPeople_NeedsACohort(string command) => RegistrySpec.Nothing().When(All[command].Command).ThenRefused("registry.empty");
}
