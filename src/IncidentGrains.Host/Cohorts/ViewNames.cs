using System.Runtime.CompilerServices;
using Google.Protobuf.Collections;
using IncidentGrains.Grains.Cohorts.Reading;

namespace IncidentGrains.Host.Cohorts;

/// <summary>What the bits of an answer are called, as every answer from one state of a registry repeats it: copied, not written anew.</summary>
internal sealed class ViewNames
{
    private static readonly ConditionalWeakTable<RegistryView, ViewNames> Known = [];

    private ViewNames(RegistryView view)
    {
        Categories.AddRange(view.Names.Categories);
        Cohorts.AddRange(view.Names.Cohorts);
    }

    /// <summary>The names of the data categories, bit 0 first.</summary>
    public RepeatedField<string> Categories { get; } = [];

    /// <summary>The names of the cohorts, bit 0 first.</summary>
    public RepeatedField<string> Cohorts { get; } = [];

    /// <summary>Those of a view.</summary>
    public static ViewNames Of(RegistryView view) => Known.GetValue(view, v => new ViewNames(v));
}
