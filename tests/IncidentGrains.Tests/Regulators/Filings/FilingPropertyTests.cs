using CsCheck;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators.Filings;

/// <summary>What holds of a filing whatever is done to it, by whomever.</summary>
public sealed class FilingPropertyTests
{
    private const int Runs = 300;

    // Many, so that not all of them are authors before one can approve.
    private static readonly Actor[] Actors =
        [People.Paula, FilingSpec.Lena, People.Cho, People.Siem, .. Enumerable.Range(1, 8).Select(i => new Actor($"https://idp.example|counsel{i}", Roles.Legal))];

    private static readonly Func<CommandMeta, FilingCommand>[] Commands =
    [
        m => new UpdateFilingFields(m, [new FieldText("remedy", "Change the code")]),
        m => new UpdateFilingFields(m, [new FieldText("remedy", "Change code and password"), new FieldText("organisation", "A made-up shop")]),
        m => new RefreshFiling(m),
        m => new SubmitFilingForReview(m, "More is not known yet"),
        m => new SubmitFilingForReview(m, "Partial first"),
        m => new ReturnFilingToDraft(m, "Once more"),
        m => new ApproveFiling(m),
        m => new ApproveFiling(m),
        m => new RecordFilingFiled(m, "PIPC-1", null),
        m => new RecordFilingFiled(m, "PIPC-1", null),
        m => new RecordFilingSentBack(m, ["Say more"], null, null),
        m => new StartFilingVersion(m, FilingVersionKind.None),
        m => new StartFilingVersion(m, FilingVersionKind.Supplement),
        m => new MarkFilingFinal(m),
        m => new WithdrawFiling(m, "Not needed"),
    ];

    // Beyond the commands: the step that comes next, so that histories get far and not only about.
    private static readonly Gen<List<(int Command, int Actor)>> Histories = Gen.Select(Gen.Int[0, (2 * Commands.Length) - 1], Gen.Int[0, Actors.Length - 1]).List[20, 60];

    [Fact]
    public void Invariants_AfterAnyCommands_Hold()
    {
        var reached = 0;
        Histories.Sample(
            picks =>
            {
                var spec = FilingSpec.KoreanShop().Drafted();
                var approved = new Dictionary<int, string>();
                var first = (DateTimeOffset?)null;
                for (var i = 0; i < picks.Count; i++)
                {
                    spec.At(spec.Now.AddMinutes(1)).Known(new FactRecorded($"fct-{100 + i}", FactKind.Other, new FactValue(Text: $"Fact {i}")));
                    var command = picks[i].Command < Commands.Length ? Commands[picks[i].Command] : Next(spec.State);
                    // What is withdrawn goes nowhere: at the end only.
                    var isEarly = i < picks.Count - 1 && picks[i].Command == Commands.Length - 1;
                    if (isEarly || spec.When(command, Actors[picks[i].Actor]).Reason.Length > 0)
                    {
                        continue;
                    }

                    spec.Run(command, Actors[picks[i].Actor]);
                    foreach (var v in spec.State.Versions.Where(v => v.ApprovedBy.Length > 0))
                    {
                        // The text that was approved is the text for ever, and nobody who worked on it approved it.
                        if (!approved.TryAdd(v.Number, v.TextDigest) && approved[v.Number] != FilingText.Digest(v.Fields))
                        {
                            return false;
                        }

                        if (v.Authors.Contains(v.ApprovedBy) || v.ApprovedBy == People.Siem.Person || v.TextDigest != FilingText.Digest(v.Fields))
                        {
                            return false;
                        }
                    }

                    // Numbers run without a gap, at most one version is with the regulator, only approved ones get there, and the first instant stays.
                    var sent = spec.State.Versions.Where(v => v.FiledAt is not null).ToList();
                    first ??= spec.State.FirstFiledAt;
                    if (!spec.State.Versions.Select(v => v.Number).SequenceEqual(Enumerable.Range(1, spec.State.Versions.Count))
                        || spec.State.Versions.Count(v => v.State is FilingVersionState.Filed or FilingVersionState.SentBack) > 1
                        || sent.Exists(v => v.ApprovedBy.Length == 0) || spec.State.FirstFiledAt != first
                        || spec.State.Demands.Exists(d => d.AnsweredBy > spec.State.Versions.Count))
                    {
                        return false;
                    }

                    reached = Math.Max(reached, sent.Count);
                }

                return true;
            },
            iter: Runs);

        // If nothing ever came through, nothing was shown.
        Assert.True(reached >= 2, $"No history filed two versions; the longest filed {reached}.");
    }

    private static Func<CommandMeta, FilingCommand> Next(FilingState state) => state.Latest.State switch
    {
        FilingVersionState.Draft => m => new SubmitFilingForReview(m, "More is not known yet"),
        FilingVersionState.InReview => m => new ApproveFiling(m),
        FilingVersionState.Approved => m => new RecordFilingFiled(m, "PIPC-1", null),
        _ => m => new StartFilingVersion(m, FilingVersionKind.None),
    };

    [Fact]
    public void Text_Changed_HasAnotherDigest() => Gen.Select(Gen.String[0, 6].Array[3], Gen.String[0, 6].Array[3]).Sample((a, b) =>
        a.SequenceEqual(b, StringComparer.Ordinal) == (Digest(a) == Digest(b)));

    private static string Digest(string[] texts) => FilingText.Digest([.. texts.Select((t, i) => new FilingField
    {
        Key = $"k{i}", Section = "", LabelKo = "", LabelEn = "", Required = false, MaxLength = 1, Contact = false, Content = [], Text = t, Edited = true, Sources = [],
    })]);
}
