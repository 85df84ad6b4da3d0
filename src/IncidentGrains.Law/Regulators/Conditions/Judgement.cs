namespace IncidentGrains.Law.Regulators.Conditions;

/// <summary>What became of a condition, and why: a tree that people can read.</summary>
/// <param name="Truth">Whether it holds.</param>
/// <param name="Text">What was asked and what the facts say, such as <c>4,536 subjects of KR learned so far; the rule asks for &gt;= 1,000</c>.</param>
/// <param name="Parts">What it was made up of; empty if it is simple.</param>
public sealed record Judgement(Truth Truth, string Text, IReadOnlyList<Judgement> Parts)
{
    /// <summary>A simple one.</summary>
    public static Judgement Of(bool? holds, string text) => new(holds switch { true => Truth.Yes, false => Truth.No, null => Truth.Unknown }, text, []);
}
