using System.Collections.Immutable;
using IncidentGrains.Contracts.Access;
using Orleans.Concurrency;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>The obligations of one incident; its key is <see cref="ObligationsId.Of"/>.</summary>
/// <remarks>
/// Every command takes effect once for its command id, or is refused whole with a <see cref="CaseException"/>. To whoever
/// may not see the incident its obligations do not exist. Before anything is recorded they are at version 0.
/// </remarks>
[Alias("ig.IObligationsGrain")]
public interface IObligationsGrain : IGrainWithStringKey
{
    /// <summary>The obligations now, or as recorded up to an instant.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<ObligationsState> Get(Actor actor, DateTimeOffset? asOf);

    /// <summary>All facts of the incident as the rules see them now.</summary>
    [AlwaysInterleave, Alias("Facts")]
    Task<EvaluatedFacts> Facts(Actor actor);

    /// <summary>Why a rule made or did not make an obligation, of the facts of now.</summary>
    [AlwaysInterleave, Alias("Explain")]
    Task<RuleExplanations> Explain(Actor actor, string rule);

    /// <summary>Any command; answers with the obligations as the command left them.</summary>
    [Alias("Execute")]
    Task<ObligationsState> Execute(ObligationCommand command);
}

/// <summary>The facts of an incident as the rules see them.</summary>
/// <param name="State">The obligations, with the regulatory facts.</param>
/// <param name="Json">The facts in the JSON of the rules.</param>
/// <param name="LeftOut">What no rule understands.</param>
[GenerateSerializer, Immutable, Alias("ig.EvaluatedFacts")]
public sealed record EvaluatedFacts([property: Id(0)] ObligationsState State, [property: Id(1)] string Json, [property: Id(2)] ImmutableList<string> LeftOut);

/// <summary>What a rule made of the facts, and by which rule packs.</summary>
[GenerateSerializer, Immutable, Alias("ig.RuleExplanations")]
public sealed record RuleExplanations([property: Id(0)] string PacksDigest, [property: Id(1)] ImmutableList<RuleExplanation> Items);

/// <summary>What a rule made of one cohort, or of the incident if that is empty.</summary>
[GenerateSerializer, Immutable, Alias("ig.RuleExplanation")]
public sealed record RuleExplanation(
    [property: Id(0)] string Rule, [property: Id(1)] string Cohort, [property: Id(2)] string Verdict, [property: Id(3)] ImmutableList<RuleExplanationLine> Lines);

/// <summary>One step of an explanation.</summary>
/// <param name="Holds">Whether what it speaks of holds: null if it is a remark.</param>
/// <param name="IsKnown">False if the facts do not tell.</param>
/// <param name="Depth">How deep it stands within conditions, from 0.</param>
/// <param name="Text">The step in words.</param>
[GenerateSerializer, Immutable, Alias("ig.RuleExplanationLine")]
public sealed record RuleExplanationLine([property: Id(0)] bool? Holds, [property: Id(1)] bool IsKnown, [property: Id(2)] int Depth, [property: Id(3)] string Text);
