using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;

namespace IncidentGrains.Tests.Regulators.Filings;

/// <summary>Every command at every place of a filing: what is possible stands in one table, all else is refused for its state.</summary>
public sealed class FilingTableTests
{
    private static readonly Dictionary<string, Func<CommandMeta, FilingCommand>> Commands = new(StringComparer.Ordinal)
    {
        ["edit"] = m => new UpdateFilingFields(m, [new FieldText("remedy", "Change the door code")]),
        ["refresh"] = m => new RefreshFiling(m),
        ["submit"] = m => new SubmitFilingForReview(m, "More is not known yet"),
        ["return"] = m => new ReturnFilingToDraft(m, "Say how"),
        ["approve"] = m => new ApproveFiling(m),
        ["filed"] = m => new RecordFilingFiled(m, "PIPC-9", null),
        ["sent-back"] = m => new RecordFilingSentBack(m, ["Say more"], null, null),
        ["start"] = m => new StartFilingVersion(m, FilingVersionKind.None),
        ["final"] = m => new MarkFilingFinal(m),
        ["withdraw"] = m => new WithdrawFiling(m, "Sent by mistake"),
    };

    private static readonly Dictionary<string, Func<FilingSpec>> Places = new(StringComparer.Ordinal)
    {
        ["draft"] = () => FilingSpec.KoreanShop().Drafted().Filled(),
        ["in-review"] = () => FilingSpec.KoreanShop().Submitted(),
        ["approved"] = () => FilingSpec.KoreanShop().Approved(),
        ["filed"] = () => FilingSpec.KoreanShop().Filed(),
        ["sent-back"] = () => FilingSpec.KoreanShop().SentBack(),
        ["correcting"] = () => FilingSpec.KoreanShop().SentBack().Run(m => new StartFilingVersion(m, FilingVersionKind.Correction)),
        ["final"] = () => FilingSpec.KoreanShop().Filed().Run(m => new MarkFilingFinal(m)),
        ["withdrawn"] = () => FilingSpec.KoreanShop().Filed().Run(m => new WithdrawFiling(m, "Taken back")),
    };

    // By command: the places at which it is possible.
    private static readonly Dictionary<string, string[]> Possible = new(StringComparer.Ordinal)
    {
        ["edit"] = ["draft", "correcting"],
        ["refresh"] = ["draft", "correcting"],
        ["submit"] = ["draft", "correcting"],
        ["return"] = ["in-review"],
        ["approve"] = ["in-review"],
        ["filed"] = ["approved"],
        ["sent-back"] = ["filed", "sent-back", "correcting", "final"],
        ["start"] = ["approved", "filed", "sent-back"],
        ["final"] = ["filed"],
        ["withdraw"] = ["draft", "in-review", "approved", "filed", "sent-back", "correcting", "final"],
    };

    private static readonly string[] OfState = ["filing.state", "filing.over", "filing.not_filed"];

    public static TheoryData<string, string> All()
    {
        var all = new TheoryData<string, string>();
        foreach (var (command, place) in Commands.Keys.SelectMany(c => Places.Keys.Select(p => (c, p))))
        {
            all.Add(command, place);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Command_IsPossibleWhereTheTableSaysSo(string command, string place)
    {
        var reason = Places[place]().When(Commands[command], FilingSpec.Lena).Reason;
        if (Possible[command].Contains(place))
        {
            Assert.Equal("", reason);
        }
        else
        {
            Assert.Contains(reason, OfState);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OnWhatWasNotDrafted_FindsNothing(string command) =>
        FilingSpec.KoreanShop().When(Commands[command]).ThenRefused(Contracts.CaseError.NotFound, "case.not_found");

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OnAStaleVersion_IsRefused(string command) =>
        FilingSpec.KoreanShop().Drafted().When(Commands[command], expectedVersion: 7).ThenRefused(Contracts.CaseError.Stale, "version.stale");

    public static TheoryData<string> Names() => [.. Commands.Keys];
}
