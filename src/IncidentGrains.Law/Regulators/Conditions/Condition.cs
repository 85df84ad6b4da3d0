using IncidentGrains.Law.Regulators.Facts;
using NodaTime;

namespace IncidentGrains.Law.Regulators.Conditions;

/// <summary>One thing that a rule asks of the facts.</summary>
public abstract record Condition
{
    /// <summary>Asks it.</summary>
    internal abstract Judgement Judge(Candidate candidate);

    /// <summary>This condition and all within it.</summary>
    internal virtual IEnumerable<Condition> Whole => [this];
}

/// <summary>All of them; with none it always holds.</summary>
internal sealed record AllOf(IReadOnlyList<Condition> Conditions) : Condition
{
    public static AllOf Nothing { get; } = new([]);

    internal override IEnumerable<Condition> Whole => Conditions.SelectMany(c => c.Whole).Prepend(this);

    internal override Judgement Judge(Candidate candidate)
    {
        Judgement[] parts = [.. Conditions.Select(c => c.Judge(candidate))];
        return parts is [var only] ? only : new Judgement(parts.Length == 0 ? Truth.Yes : parts.Min(p => p.Truth), parts.Length == 0 ? "the rule asks for nothing more" : "all of these", parts);
    }
}

/// <summary>One of them at least.</summary>
internal sealed record AnyOf(IReadOnlyList<Condition> Conditions) : Condition
{
    internal override IEnumerable<Condition> Whole => Conditions.SelectMany(c => c.Whole).Prepend(this);

    internal override Judgement Judge(Candidate candidate)
    {
        Judgement[] parts = [.. Conditions.Select(c => c.Judge(candidate))];
        return new Judgement(parts.Max(p => p.Truth), "one of these", parts);
    }
}

/// <summary>The opposite.</summary>
internal sealed record Not(Condition Condition) : Condition
{
    internal override IEnumerable<Condition> Whole => Condition.Whole.Prepend(this);

    internal override Judgement Judge(Candidate candidate)
    {
        var part = Condition.Judge(candidate);
        return new Judgement((Truth)(Truth.Yes - part.Truth), "not this", [part]);
    }
}

/// <summary>The controller has one of these roles.</summary>
internal sealed record RoleIs(IReadOnlyList<string> Roles) : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        var roles = candidate.Case.Facts.Controller.Roles;
        return Judgement.Of(Roles.Any(roles.Contains), $"the controller's roles are {Words.List(roles)}; asked for: {Words.Or(Roles)}");
    }
}

/// <summary>The incident has one of these causes.</summary>
internal sealed record CauseIs(IReadOnlyList<IncidentCause> Causes) : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        var cause = candidate.Case.Facts.Incident.Cause;
        return Judgement.Of(Causes.Contains(cause), $"the cause is {FactWords.Of(cause)}; asked for: {Words.Or(Causes.Select(FactWords.Of))}");
    }
}

/// <summary>The data hold categories.</summary>
internal sealed record CategoriesAre(CategoryTest Test, IReadOnlyList<string> Categories) : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        var held = candidate.Cohort?.Categories ?? [];
        var holds = Test switch
        {
            CategoryTest.Any => Categories.Any(held.Contains),
            CategoryTest.All => Categories.All(held.Contains),
            _ => held.Count > 0 && held.All(Categories.Contains),
        };
        var asked = Test switch { CategoryTest.Any => Words.Or(Categories), CategoryTest.All => Words.List(Categories), _ => "nothing but " + Words.List(Categories) };
        return Judgement.Of(holds, $"the data are {Words.List(held)}; asked for: {asked}");
    }
}

/// <summary>How categories are compared.</summary>
internal enum CategoryTest
{
    Any,
    All,
    Only,
}

/// <summary>A flag of the facts has this value.</summary>
internal sealed record FlagIs(Flag Flag, bool Value) : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        var found = Flag.Read(candidate);
        return Judgement.Of(found is null ? null : found == Value, $"{Flag.Name} is {Words.Of(found)}; asked for: {Words.Of(Value)}");
    }
}

/// <summary>An event has happened.</summary>
internal sealed record Happened(CaseEventType Type) : Condition
{
    internal override Judgement Judge(Candidate candidate) =>
        Judgement.Of(candidate.First(Type) is not null, $"{FactWords.Of(Type)} {(candidate.First(Type) is { } at ? "at " + Words.Of(at) : "has not happened")}");
}

/// <summary>An event has happened within hours of awareness, the last instant included.</summary>
internal sealed record HappenedWithin(CaseEventType Type, int Hours) : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        bool? within = candidate.First(Type) is { } at && candidate.Learned is { } learned ? at <= learned + Duration.FromHours(Hours) : null;
        return Judgement.Of(within, $"{FactWords.Of(Type)} within {Hours} h of awareness: {Words.Of(within)}");
    }
}

/// <summary>The cohort is the first that was learned under its jurisdiction, or a later one.</summary>
internal sealed record OrderIs(bool First) : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        var first = candidate.Cohort is null || candidate.Case.FirstLearned(candidate.Cohort.Jurisdiction) == candidate.Cohort;
        var later = !first && candidate.Case.ClaimOf(candidate.Cohort!) > candidate.Case.ClaimOf(candidate.Case.FirstLearned(candidate.Cohort!.Jurisdiction)!);
        return Judgement.Of(First ? first : later, First ? $"the first cohort of its jurisdiction: {Words.Of(first)}" : $"learned after the first cohort of its jurisdiction: {Words.Of(later)}");
    }
}

/// <summary>Another cohort of the same jurisdiction is known to have leaked.</summary>
internal sealed record OtherCohortConfirmed : Condition
{
    internal override Judgement Judge(Candidate candidate)
    {
        var other = candidate.Case.Facts.Cohorts.FirstOrDefault(c => c != candidate.Cohort && c.Jurisdiction == candidate.Cohort?.Jurisdiction && candidate.Case.LeakOf(c) is not null);
        return Judgement.Of(other is not null, other is null ? "no other cohort of the jurisdiction is confirmed" : $"cohort '{other.Id}' of the jurisdiction is confirmed");
    }
}
