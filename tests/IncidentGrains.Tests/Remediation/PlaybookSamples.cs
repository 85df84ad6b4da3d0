using System.Text;
using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Tests.Remediation;

/// <summary>A right playbook, and ways to read one that is not.</summary>
internal static class PlaybookSamples
{
    public const string Right = """
        id: sample
        title: A sample
        description: What it is for
        applies_to:
          all:
            - affected_at_least: 100
          any:
            - cause_any: [insider]
            - data_categories_any: [password, entry_code]
        tasks:
          - key: first
            title: The first step
            description: What to do
            mandatory: true
            priority: urgent
            due_after: 4h
            checklist:
              - One thing
              - Another thing
          - key: second
            title: The second step
            mandatory: false
            priority: low
            due_after: 3d
            depends_on: [first]

        """;

    public static PlaybookReading Read(string text) => PlaybookReader.Read(Encoding.UTF8.GetBytes(text));

    /// <summary>The right playbook with one text replaced, which must be there.</summary>
    public static string With(string right, string wrong)
    {
        Assert.Contains(right, Right, StringComparison.Ordinal);
        return Right.Replace(right, wrong, StringComparison.Ordinal);
    }
}
