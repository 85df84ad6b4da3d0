using System.Diagnostics;
using System.Text.Json.Nodes;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Cohorts.Import;
using IncidentGrains.Cli.Output;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>The affected people of the demonstration: made up, imported as any file is, and in the end held against what their generator knows.</summary>
/// <param name="members">How many the largest cohort has.</param>
/// <param name="folder">Where their files are for as long as they are imported.</param>
/// <param name="page">Where it is told.</param>
internal sealed class DemoCrowds(long members, DemoFolder folder, DemoPage page)
{
    // The day on which the shop's people came to know.
    private const long Seed = 20251118;

    private const int Bar = 30;

    private readonly List<(string Cohort, SyntheticFile File)> _files = [];

    /// <summary>Writes a cohort's file, imports it, and lets its people count.</summary>
    /// <exception cref="DemoException">The import stopped.</exception>
    public async Task Import(ScenarioCrowd crowd, JsonObject cohort, Connection person, string incidentId, CancellationToken cancellation)
    {
        var name = cohort["name"]!.GetValue<string>();
        var file = new SyntheticFile
        {
            Rows = crowd.Rows ?? members, First = crowd.First ?? members, Seed = Seed, Mix = crowd.Mix, Categories = [.. cohort["categories"]!.AsArray().Select(c => c!.GetValue<string>())],
        };
        var path = folder[name + ".csv"];
        await using (var output = File.Create(path))
        {
            SyntheticWriter.Write(file, output, cancellation: cancellation);
        }

        try
        {
            var began = Stopwatch.GetTimestamp();
            var sealedImport = await Sealed(new ImportRun(new CohortsService.CohortsServiceClient(person.Invoker), person.Unary, incidentId, name), path, cancellation);
            var result = sealedImport.Result;
            page.Outcome($"{result.Rows:N0} rows in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {result.Added:N0} people nobody had named, {result.Persons:N0} in all");
            _files.Add((name, file));
        }
        catch (ImportStoppedException e)
        {
            throw new DemoException($"the import of '{name}' stopped: {e.Message}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Asks who is affected in several ways and holds the answers against the generator.</summary>
    /// <returns>The answers by question.</returns>
    /// <exception cref="DemoException">One differs.</exception>
    public async Task<IReadOnlyDictionary<string, long>> Report(Connection auditor, string incidentId, CancellationToken cancellation)
    {
        var truths = _files.GroupBy(f => f.File.Mix).Select(g => new CrowdTruth([.. g])).ToList();
        var questions = _files.Select(f => $"cohort({f.Cohort})")
            .Append($"cohort({_files[1].Cohort}) - cohort({_files[0].Cohort})").Append("category(entry_code)").Append("jurisdiction(TW)").Append("all");
        var api = new CohortsService.CohortsServiceClient(auditor.Invoker);
        var answers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            var counted = await api.CountAudienceAsync(new CountAudienceRequest { IncidentId = incidentId, Expression = question }, auditor.Unary(cancellation));
            answers[question] = counted.Persons;
            if (truths.Sum(t => t.Count(question)) is var expected && expected != counted.Persons)
            {
                throw new DemoException($"'{question}' counts {counted.Persons:N0} people; the generator made {expected:N0}");
            }
        }

        var largest = answers.Values.Max();
        var sheet = new Sheet("", "", "");
        foreach (var (question, persons) in answers)
        {
            sheet.Row("  " + question, $"{persons,12:N0}", new string('█', (int)Math.Ceiling((double)Bar * persons / largest)));
        }

        sheet.Write(Terminal.Out);
        DemoPage.Check("each person once; every count equals what the generator of these people knows");
        return answers;
    }

    private static async Task<V1.Import> Sealed(ImportRun run, string path, CancellationToken cancellation)
    {
        var files = new[] { SourceFile.Of(path) };
        var mapping = new ImportMapping();
        var (cohort, _) = await run.Cohort(cancellation);
        await run.Begin(cohort, mapping, files, cancellation);
        using var reader = new ChunkReader(new SourceParts(files));
        await run.Send(reader, cancellation);
        return await run.Seal(reader, cancellation);
    }
}
