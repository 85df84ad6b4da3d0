using System.Collections.Immutable;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Law.Regulators.Filings;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>A filing as it is about to be drafted.</summary>
/// <param name="Scope">For whom, and of which part.</param>
/// <param name="Form">The form.</param>
/// <param name="Fields">The prefilled fields.</param>
internal sealed record FilingPlan(FilingScope Scope, FilingForm Form, ImmutableList<FilingField> Fields);
