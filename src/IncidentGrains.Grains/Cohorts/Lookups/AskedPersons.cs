using System.Runtime.InteropServices;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>Whom to look for, by keys.</summary>
/// <param name="Keys">One for each, in the order asked; one that names nobody for each that is unusable.</param>
/// <param name="Further">Places among them, ascending, of those that may be a further identifier of people: all but member ids.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AskedPersons(PersonKey[] Keys, int[] Further);
