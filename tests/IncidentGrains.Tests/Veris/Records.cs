using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Cli.Incidents.Veris;
using IncidentGrains.V1;

namespace IncidentGrains.Tests.Veris;

/// <summary>Incidents as the server would give them back.</summary>
internal static class Records
{
    private static readonly Timestamp Opened = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero).ToTimestamp();

    /// <summary>The made-up sample that comes with the product.</summary>
    public static byte[] Sample => File.ReadAllBytes(Path.Combine(Repository.Root, "deploy", "veris", "sample.json"));

    public static IReadOnlyList<TimelineEntry> OurTimeline { get; } =
        [new TimelineEntry { EntryId = "tle-9", OccurredAt = At(11, 18, 13, 52), Text = "로그에서 발견" }];

    /// <summary>What the requests of an import leave behind.</summary>
    public static Incident Of(VerisOpening opening, out IReadOnlyList<TimelineEntry> timeline)
    {
        var incident = new Incident
        {
            IncidentId = "inc-" + new string('0', 26), Title = opening.Open.Title, Reference = opening.Open.Reference, Stage = Stage.Open, OpenedAt = Opened,
        };
        incident.Facts.AddRange(opening.Open.Facts.Select(f => Fact(f.Kind, f.Text, f.Instant, f.Values, f.Count))
            .Concat(opening.Facts.Select(f => Fact(f.Kind, f.Text, f.Instant, f.Values, f.Count))));
        incident.AwarenessClaims.AddRange(opening.Open.AwarenessClaims.Select(c => new AwarenessClaim { AwareAt = c.AwareAt, AssertedBy = c.AssertedBy, Basis = c.Basis }));
        timeline = [.. opening.Entries.Select(e => new TimelineEntry { OccurredAt = e.OccurredAt, Text = e.Text }).OrderBy(e => e.OccurredAt)];
        return incident;
    }

    /// <summary>An incident that began here, and knows what VERIS can't tell.</summary>
    public static Incident Ours(Stage stage, string cause) => new()
    {
        IncidentId = "inc-" + new string('1', 26), Title = "고객 정보 유출", Stage = stage, OpenedAt = Opened,
        Facts =
        {
            Fact(FactKind.WhatLeaked, "Profiles", null, [], 0), Fact(FactKind.Began, "", At(6, 24, 1, 2), [], 0),
            Fact(FactKind.DataCategories, "", null, ["name", "email", "entry_code", "login"], 0), Fact(FactKind.Jurisdictions, "", null, ["KR", "US-CA"], 0),
            Fact(FactKind.Affected, "", null, [], 0), Fact(FactKind.Cause, cause, null, [], 0), Fact(FactKind.Other, "서명 키", null, [], 0),
        },
        AwarenessClaims = { new AwarenessClaim { AwareAt = At(11, 18, 13, 52), AssertedBy = "controller", Basis = "" } },
    };

    public static Fact Fact(FactKind kind, string text, Timestamp? instant, IEnumerable<string> values, long count) =>
        new() { FactId = $"fct-{kind}", Kind = kind, Text = text, Instant = instant, Values = { values }, Count = count };

    private static Timestamp At(int month, int day, int hour, int minute) => new DateTimeOffset(2025, month, day, hour, minute, 0, TimeSpan.Zero).ToTimestamp();
}
