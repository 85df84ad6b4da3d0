using System.Collections.Immutable;
using System.Text;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Host.Regulators.Filings.Exports;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;
using IncidentGrains.Tests.Wire;

namespace IncidentGrains.Tests.Regulators.Filings.Exports;

/// <summary>The verifier folds a filing's events by itself; here it is held against the server's own fold.</summary>
public sealed class FilingStatementTests
{
    private static readonly EventTypes Types = new EventTypes().AddFilings();

    [Fact]
    public void AnyHistory_IsFoldedAlikeByServerAndVerifier()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (state, fold) = (Filing.Empty(SampleFiling.Id), new FilingFold(SampleFiling.Id));
            for (var seq = 1; seq <= 40; seq++)
            {
                var item = seq == 1 ? SampleFiling.Events()[0].Event : Next(random, state);
                var (actor, at) = ($"https://idp.example|p{random.Next(3)}", SampleFiling.At.AddMinutes(seq));
                state = Filing.Apply(state, new RecordedEvent(seq, actor, at, item));
                fold.Apply(Stored(item, seq, actor, at));
                foreach (var version in state.Versions)
                {
                    Assert.Equal(Text(FilingStatements.Of(state, version)), Text(fold.Statement(version.Number)!));
                }
            }
        }
    }

    [Fact]
    public void EveryTypeOfEvent_IsKnownToTheVerifier()
    {
        foreach (var (name, item) in EventSamples.All.Where(s => s.Key.StartsWith("filing.", StringComparison.Ordinal)))
        {
            var fold = new FilingFold(SampleFiling.Id);
            if (item is not FilingDrafted)
            {
                fold.Apply(Stored(SampleFiling.Events()[0].Event, 1, SampleFiling.Author, SampleFiling.At));
            }

            // Whether it follows from what came before is not asked here, only whether its type and shape can be read.
            var refusal = Record.Exception(() => fold.Apply(Stored(item, 2, SampleFiling.Author, SampleFiling.At)));
            Assert.False(refusal?.Message.Contains("unknown", StringComparison.Ordinal) ?? false, $"{name}: {refusal}");
            Assert.False(refusal?.InnerException is System.Text.Json.JsonException, $"{name}: {refusal}");
        }

        Assert.Equal(Types.Names.Order(StringComparer.Ordinal), EventSamples.All.Keys.Select(EventSamples.TypeOf).Where(n => n.StartsWith("filing.", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Digest_OfATextIsTheOneThatApprovalsName() => Assert.Equal(
        FilingText.Digest(SampleFiling.Fields()), StatedVersion.DigestOf(FilingStatements.Of(SampleFiling.State(1), SampleFiling.State(1).Latest).Version.Fields));

    [Fact]
    public void Masked_LeavesOutContactsAndNames_AndWhatTheyCouldBeTriedAgainst()
    {
        var clear = FilingStatements.Of(SampleFiling.State(), SampleFiling.State().Latest);
        var masked = Text(clear.Masked());
        foreach (var secret in new[] { "privacy@shop.example", "02-0000-0000", "rana", "second", clear.Version.TextDigest })
        {
            Assert.Contains(secret, Text(clear), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, masked, StringComparison.Ordinal);
        }

        Assert.Contains("33,673,817", masked, StringComparison.Ordinal);
        Assert.True(clear.Masked().Masked);
        Assert.Equal("", (clear with { Version = clear.Version with { Fields = [clear.Version.Fields[1] with { Text = "" }] } }).Masked().Version.Fields[0].Text);
    }

    // Any event that the fold takes, whether or not a rule would make it now.
    private static IDomainEvent Next(Random random, FilingState s)
    {
        var number = random.Next(1, s.Versions.Count + 1);
        ImmutableList<FilingField> Some() => [.. SampleFiling.Fields().Where(_ => random.Next(3) > 0).Select(f => f with { Text = $"{f.Text[..Math.Min(f.Text.Length, 5)]}{random.Next(9)}", Edited = random.Next(2) == 0 })];
        return random.Next(12) switch
        {
            0 => new FilingFieldsUpdated(number, [.. s.Find(number)!.Fields.Where(_ => random.Next(2) == 0).Select(f => new FieldText(f.Key, random.Next(3) == 0 ? "" : $"t{random.Next(9)}"))]),
            1 => new FilingRefreshed(number, $"{random.Next(9)}", Some()),
            2 => new FilingSubmitted(number, random.Next(2) == 0 ? "" : "partial", []),
            3 => new FilingReturned(number, "again"),
            4 => new FilingApproved(number, FilingText.Digest(s.Find(number)!.Fields)),
            5 => new FilingFiled(number, $"R-{random.Next(99)}", SampleFiling.At.AddHours(random.Next(99)), [.. s.Demands.Where(_ => random.Next(2) == 0).Select(d => d.DemandId)]),
            6 => new FilingObligationReported(SampleFiling.Incident, "KR-REG@first", number, SampleFiling.At),
            7 => new FilingSentBack(number, SampleFiling.At.AddHours(random.Next(99)), [new DemandText($"dmd-{s.Demands.Count + 1}", "Count again")], random.Next(2) == 0 ? null : SampleFiling.At.AddDays(9)),
            8 => new FilingVersionStarted(s.Versions.Count + 1, (FilingVersionKind)random.Next(1, 5), $"{random.Next(9)}", Some()),
            9 => new FilingFinalised(number),
            10 => new FilingWithdrawn("A mistake"),
            _ => new FilingExported(number, FilingExportFormat.Pdf, "For the file", new string('8', 64), 7),
        };
    }

    private static LedgerEvent Stored(IDomainEvent item, long seq, string actor, DateTimeOffset at) =>
        new(new EventHeader(SampleFiling.Id, seq, SampleFiling.Incident, Types.NameOf(item), actor, Instants.ToMicros(at)), [], Types.Write(item), [], [], []);

    private static string Text(FilingStatement filing) => Encoding.UTF8.GetString(filing.ToJson());
}
