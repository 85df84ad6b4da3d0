using System.Text;
using IncidentGrains.Characters;

namespace IncidentGrains.Law.Remediation;

/// <summary>One condition on what is known of an incident; it does not hold while nothing is known of its topic.</summary>
/// <param name="Topic">What it looks at.</param>
/// <param name="AnyOf">The words of which one has to stand in a fact; empty for <see cref="PlaybookTopic.Affected"/>.</param>
/// <param name="AtLeast">The least number of affected people; 0 for the other topics.</param>
public sealed record PlaybookCondition(PlaybookTopic Topic, IReadOnlyList<string> AnyOf, long AtLeast = 0)
{
    /// <summary>
    /// True if the condition holds. A value stands in a fact if its words do, whole, beside each other and in order, whatever their case and
    /// what is between them: <c>signing_key</c> stands in "An old Signing Key", not in "resigning keys".
    /// </summary>
    public bool Holds(PlaybookFacts facts) => Topic switch
    {
        PlaybookTopic.Cause => Stands(facts.Causes),
        PlaybookTopic.How => Stands(facts.Hows),
        PlaybookTopic.DataCategories => Stands(facts.DataCategories),
        PlaybookTopic.Systems => Stands(facts.Systems),
        PlaybookTopic.Affected => facts.Affected >= AtLeast,
        var other => throw new InvalidOperationException($"There is no topic {other}."),
    };

    /// <summary>The words of a text with one mark before, between and after them; one mark alone if it has none.</summary>
    internal static string Words(string text)
    {
        var words = new StringBuilder("_", text.Length + 2);
        foreach (var rune in CanonicalForm.Of(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                words.Append(Rune.ToLowerInvariant(rune));
            }
            else if (words[^1] != '_')
            {
                words.Append('_');
            }
        }

        return words[^1] == '_' ? words.ToString() : words.Append('_').ToString();
    }

    private bool Stands(IReadOnlyList<string> facts) => facts.Count > 0 && AnyOf.Select(Words).ToList() is var values
        && facts.Select(Words).Any(fact => values.Exists(value => fact.Contains(value, StringComparison.Ordinal)));
}
