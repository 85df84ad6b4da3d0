using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Registry.Synthetic;

namespace IncidentGrains.Cli.Demo;

/// <summary>What the generator of made-up people knows of several files, as a census that set expressions can be asked of.</summary>
internal sealed class CrowdTruth
{
    private readonly Census _census;
    private readonly AudienceNames _names;

    /// <param name="files">Cohorts and their files, all of one mix, in the order of their sealing.</param>
    public CrowdTruth(IReadOnlyList<(string Cohort, SyntheticFile File)> files)
    {
        var truth = new SyntheticTruth([.. files.Select(f => f.File)]);
        var counts = new Dictionary<CensusKey, long>();
        foreach (var member in truth.Members())
        {
            var key = new CensusKey(member.Files, new RowProfile(member.Jurisdiction, member.Locale, member.Contact, member.Categories));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        (_census, _names) = (new Census(counts), new AudienceNames([.. files.Select(f => f.Cohort)], truth.Categories));
    }

    /// <summary>How many people an expression counts; what these files don't know names nobody of them.</summary>
    public long Count(string expression)
    {
        try
        {
            return _census.Count(AudienceExpression.Parse(expression, _names));
        }
        catch (AudienceException)
        {
            return 0;
        }
    }
}
