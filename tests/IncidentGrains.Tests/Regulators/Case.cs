using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Tests.Regulators;

/// <summary>Facts for tests, in few words.</summary>
internal static class Case
{
    public static DateTimeOffset Now { get; } = At("2026-12-01T00:00:00Z");

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant);

    public static Cohort Cohort(string jurisdiction, string aware, long? subjects = 2000, string id = "c1", params string[] categories) => new()
    {
        Id = id, Jurisdiction = jurisdiction, Subjects = subjects, Aware = [new AwarenessClaim(At(aware), "controller")],
        Categories = categories.Length > 0 ? categories : ["name", "email", "phone"],
    };

    public static CaseEvent Event(CaseEventType type, string at, string? rule = null, string? cohort = null) => new(type, At(at)) { Rule = rule, Cohort = cohort, Reason = type == CaseEventType.Waived ? "agreed" : null };

    public static CaseFacts Facts(params Cohort[] cohorts) => new() { AsOf = Now, Cohorts = cohorts };

    public static CaseFacts Roles(this CaseFacts facts, params string[] roles) => facts with { Controller = facts.Controller with { Roles = roles } };

    public static CaseFacts Caused(this CaseFacts facts, IncidentCause cause) => facts with { Incident = facts.Incident with { Cause = cause } };

    public static CaseFacts On(this CaseFacts facts, params CaseEvent[] events) => facts with { Events = [.. facts.Events, .. events] };

    public static IReadOnlyList<Obligation> Evaluate(this CaseFacts facts) => Evaluation.Of(facts, RulePacks.BuiltIn);

    /// <summary>The only obligation of a rule (and cohort).</summary>
    public static Obligation One(this CaseFacts facts, string rule, string? cohort = null) =>
        Assert.Single(facts.Evaluate(), o => o.Rule == rule && (cohort is null || o.Cohort == cohort));

    /// <summary>The obligations of a rule that do not wait.</summary>
    public static IReadOnlyList<Obligation> All(this CaseFacts facts, string rule) => [.. facts.Evaluate().Where(o => o.Rule == rule && o.Status != ObligationStatus.Pending)];

    public static void Lacks(this CaseFacts facts, string rule) => Assert.Empty(facts.All(rule));
}
