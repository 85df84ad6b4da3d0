using System.Runtime.InteropServices;
using IncidentGrains.Contracts.Cohorts;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>What names a person, as somebody wrote it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What was written.</param>
/// <param name="Region">The country in which a phone number without a country code is dialled, or empty.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PersonIdentifier(IdentifierKind Kind, string Value, string Region);
