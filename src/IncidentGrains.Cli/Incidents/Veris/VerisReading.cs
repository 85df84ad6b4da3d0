using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>What an incident in VERIS means in the terms of this record: facts, claims of awareness and entries of the timeline.</summary>
/// <remarks>A reading never replaces the words that were read: those are kept beside it, whole. What <c>plus.incidentgrains</c> says is no
/// reading of VERIS but what this system wrote, and then it alone counts.</remarks>
internal sealed record VerisReading(IReadOnlyList<NewFact> Facts, IReadOnlyList<NewAwarenessClaim> Claims, IReadOnlyList<VerisEntry> Entries)
{
    /// <summary>Reads an incident.</summary>
    /// <exception cref="VerisRefusedException"><c>plus.incidentgrains</c> is not as this program writes it.</exception>
    public static VerisReading Of(JsonObject incident) => VerisPlus.Read(incident) ?? Derived(incident);

    /// <summary>What the fields of VERIS alone tell.</summary>
    public static VerisReading Derived(JsonObject incident)
    {
        var timeline = VerisTimeline.Of(incident);
        var facts = new List<NewFact>();
        Add(facts, FactKind.WhatLeaked, VerisData.WhatLeaked(incident));
        Add(facts, FactKind.How, VerisActions.How(incident));
        if (timeline.Began is { } began)
        {
            facts.Add(new NewFact { Kind = FactKind.Began, Instant = began.At.ToTimestamp() });
        }

        Add(facts, FactKind.Systems, VerisData.Assets(incident));
        Add(facts, FactKind.DataCategories, VerisData.Categories(incident));
        Add(facts, FactKind.Cause, VerisActions.Cause(incident));
        return new VerisReading(facts, timeline.Claims, timeline.Entries);
    }

    private static void Add(List<NewFact> facts, FactKind kind, string? text)
    {
        if (text is not null)
        {
            facts.Add(new NewFact { Kind = kind, Text = text });
        }
    }

    private static void Add(List<NewFact> facts, FactKind kind, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            facts.Add(new NewFact { Kind = kind, Values = { values } });
        }
    }
}

/// <summary>Something that happened, for the timeline.</summary>
internal sealed record VerisEntry(DateTimeOffset OccurredAt, string Text);
