using System.Text;
using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Tests.Regulators;

/// <summary>Facts are read strictly; each mistake is named with its path and what to do.</summary>
public sealed class FactsJsonTests
{
    private const string Cohort = "{\"id\": \"c1\", \"jurisdiction\": \"KR\", \"subjects\": 5, \"aware\": [{\"at\": \"2026-03-03T14:00:00+09:00\", \"by\": \"controller\"}]}";

    [Theory]
    [InlineData("[]", "The input is an object")]
    [InlineData("{", "line 1: this is no JSON")]
    [InlineData("{\"as_of\": \"2026-03-03T14:00:00Z\", \"as_of\": \"2026-03-03T14:00:00Z\"}", "this is no JSON")]
    [InlineData("{\"cohort\": []}", "cohort: is not known here; there are as_of, calendar_overrides, cohorts")]
    [InlineData("{\"as_of\": \"2026-03-03T14:00:00\"}", "as_of: is a time without an offset from UTC, which nobody can place; write '2026-03-03T14:00:00+09:00'")]
    [InlineData("{\"as_of\": \"2026-03-03\"}", "as_of: is a time without an offset")]
    [InlineData("{\"as_of\": \"2026-02-30T14:00:00Z\"}", "as_of: is an instant with an offset")]
    [InlineData("{\"as_of\": \"yesterday\"}", "as_of: is an instant with an offset")]
    [InlineData("{\"as_of\": 5}", "as_of: is an instant with an offset")]
    [InlineData("{\"controller\": {\"time_zone\": \"Korea/Seoul\"}}", "controller.time_zone: 'Korea/Seoul' is no time zone of the tz database")]
    [InlineData("{\"controller\": {\"roles\": [\"icps\"]}}", "controller.roles[0]: 'icps' is not known; write one of ")]
    [InlineData("{\"controller\": {\"roles\": \"icsp\"}}", "controller.roles: is a list")]
    [InlineData("{\"incident\": {\"cause\": \"hacked\"}}", "incident.cause: 'hacked' is not known; write one of unknown, external_intrusion")]
    [InlineData("{\"incident\": {\"high_risk\": \"true\"}}", "incident.high_risk: is true or false, without quotes")]
    [InlineData("{\"cohorts\": [{}]}", "cohorts[0].id: is missing")]
    [InlineData("{\"cohorts\": [{\"id\": \"a\", \"jurisdiction\": \"Korea\", \"aware\": []}]}", "cohorts[0].jurisdiction: 'Korea' is no code")]
    [InlineData("{\"cohorts\": [{\"id\": \"a\", \"jurisdiction\": \"KR\"}]}", "cohorts[0].aware: has no claim")]
    [InlineData("{\"cohorts\": [{\"id\": \"a\", \"jurisdiction\": \"KR\", \"subjects\": -1}]}", "cohorts[0].subjects: is a whole number from 0 on")]
    [InlineData("{\"cohorts\": [{\"id\": \"a\", \"jurisdiction\": \"KR\", \"subjects\": 1.5}]}", "cohorts[0].subjects: is a whole number from 0 on")]
    [InlineData("{\"cohorts\": [{\"id\": \"a\", \"jurisdiction\": \"KR\", \"aware\": [{\"at\": \"2026-03-03T14:00:00\"}]}]}", "cohorts[0].aware[0].at: is a time without an offset")]
    [InlineData("{\"cohorts\": [{\"id\": \"a\", \"jurisdiction\": \"KR\", \"aware\": [{\"by\": \"controller\"}]}]}", "cohorts[0].aware[0].at: is missing")]
    [InlineData("{\"cohorts\": [" + Cohort + ", " + Cohort + "]}", "cohorts[1].id: 'c1' is the id of an earlier cohort")]
    [InlineData("{\"cohorts\": [" + Cohort + "], \"events\": [{\"type\": \"posted\", \"at\": \"2026-03-03T14:00:00Z\", \"cohort\": \"c2\"}]}", "events[0].cohort: 'c2' is no cohort of these facts; there is c1")]
    [InlineData("{\"events\": [{\"type\": \"poste\", \"at\": \"2026-03-03T14:00:00Z\"}]}", "events[0].type: 'poste' is not known; write one of report_filed")]
    [InlineData("{\"events\": [{\"at\": \"2026-03-03T14:00:00Z\"}]}", "events[0].type: is missing")]
    [InlineData("{\"events\": [{\"type\": \"report_filed\", \"at\": \"2026-03-03T14:00:00Z\"}]}", "events[0].rule: is missing")]
    [InlineData("{\"events\": [{\"type\": \"report_filed\", \"at\": \"2026-03-03T14:00:00Z\", \"rule\": \"KR-REGG\"}]}", "events[0].rule: 'KR-REGG' is no rule of the packs")]
    [InlineData("{\"events\": [{\"type\": \"waived\", \"at\": \"2026-03-03T14:00:00Z\", \"rule\": \"KR-REG\"}]}", "events[0].reason: is missing")]
    [InlineData("{\"calendar_overrides\": [{\"calendar\": \"SEC\", \"closed\": [\"24.12.2025\"]}]}", "calendar_overrides[0].closed[0]: '24.12.2025' is no date")]
    [InlineData("{\"calendar_overrides\": [{\"calendar\": \"NYSE\"}]}", "calendar_overrides[0].calendar: 'NYSE' is no calendar")]
    public void Mistake_IsNamedWithItsPathAndWhatToDo(string json, string text) =>
        Assert.Contains(text, Assert.Throws<InputRefusedException>(() => Evaluation.Of(FactsJson.Read(Bytes(json), Case.Now), RulePacks.BuiltIn)).Message, StringComparison.Ordinal);

    [Fact]
    public void Mistakes_AreAllNamed() => Assert.Equal(
        ["as_of", "incident.cause", "cohorts[0].id"],
        Assert.Throws<InputRefusedException>(() => FactsJson.Read(Bytes("{\"as_of\": 1, \"incident\": {\"cause\": \"x\"}, \"cohorts\": [{\"jurisdiction\": \"KR\"}]}"), Case.Now)).Mistakes.Select(m => m.Split(':')[0]));

    [Fact]
    public void Field_ThatIsLeftOut_HasItsDefault()
    {
        var facts = FactsJson.Read(Bytes("{\"incident\": null, \"cohorts\": [" + Cohort + "]}"), Case.Now);
        Assert.Equal((Case.Now, "UTC", IncidentCause.Unknown, LeakState.Confirmed), (facts.AsOf, facts.Controller.TimeZone, facts.Incident.Cause, facts.Cohorts[0].Leak));
        Assert.True(facts.Cohorts[0] is { ContactsKnown: true, SubjectsIdentifiable: true, PathKnown: false, AllRetrieved: false, Encrypted: false });
        Assert.Null(facts.Incident.SeriousHarm);
    }

    [Theory]
    [InlineData("2026-03-03T14:00:00+09:00")]
    [InlineData("2026-03-03T05:00:00Z")]
    [InlineData("2026-03-03T05:00Z")]
    [InlineData("2026-03-03T05:00:00.0000000Z")]
    [InlineData("2026-03-03T00:00:00-05:00")]
    public void Instant_IsReadWithItsOffset(string text) => Assert.Equal(Case.At("2026-03-03T05:00:00Z"), FactsJson.Read(Bytes($"{{\"as_of\": \"{text}\"}}"), Case.Now).AsOf);

    [Theory]
    [InlineData("{\"clock\": {\"start\": \"2026-03-03T05:00:00\", \"clock\": \"elapsed(1)\", \"time_zone\": \"UTC\"}}", "clock.start: is a time without an offset")]
    [InlineData("{\"clock\": {\"start\": \"2026-03-03T05:00:00Z\", \"clock\": \"soon\"}}", "clock.clock: 'soon' is no clock")]
    [InlineData("{\"clock\": {\"start\": \"2026-03-03T05:00:00Z\", \"clock\": \"elapsed(1)\", \"time_zone\": \"Mars\"}}", "clock.time_zone: 'Mars' is no time zone")]
    [InlineData("{\"clock\": {\"start\": \"2026-03-03T05:00:00Z\", \"clock\": \"bizDays(1)\", \"calendar\": \"NYSE\"}}", "clock.calendar: 'NYSE' is no calendar")]
    [InlineData("{\"clock\": {\"start\": \"2026-03-03T05:00:00Z\", \"clock\": \"bizDays(1, NYSE)\"}}", "clock.clock: 'NYSE' is no calendar")]
    [InlineData("{\"clock\": {\"start\": \"2026-03-03T05:00:00Z\", \"clock\": \"elapsed(1)\", \"roll\": \"back\"}}", "clock.roll: 'back' is no way to roll")]
    public void Clock_WithAMistake_IsRefused(string json, string text) =>
        Assert.Contains(text, Assert.Throws<InputRefusedException>(() => ClockQuestion.Due(Bytes(json), RulePacks.BuiltIn)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"clock\": {\"start\": \"2026-07-02T10:00:00-04:00\", \"clock\": \"bizDays(1)\", \"time_zone\": \"America/New_York\", \"calendar\": \"SEC\"}}", "2026-07-07T03:59:59Z")]
    [InlineData("{\"clock\": {\"start\": \"2026-02-13T10:00:00+09:00\", \"clock\": \"bizDays(1)\", \"time_zone\": \"Asia/Seoul\", \"calendar\": \"KR\"}}", "2026-02-19T14:59:59Z")]
    [InlineData("{\"clock\": {\"start\": \"2026-02-06T10:00:00+01:00\", \"clock\": \"calDays(1)\", \"time_zone\": \"Europe/Berlin\", \"roll\": \"nextBizNoon\"}}", "2026-02-09T11:00:00Z")]
    public void Clock_WithACalendarOrRoll_RunsOutThen(string json, string due) => Assert.Equal(Case.At(due), ClockQuestion.Due(Bytes(json), RulePacks.BuiltIn));

    [Theory]
    [InlineData("{\"exposure\": {\"turnover\": [{\"year\": 2024, \"amount\": \"4e13\"}]}}", "exposure.turnover[0].amount: is a decimal number")]
    [InlineData("{\"exposure\": {\"turnover\": [{\"year\": 2024}]}}", "exposure.turnover[0].amount: is missing")]
    [InlineData("{\"exposure\": {\"turnover\": [{\"year\": 2024, \"amount\": \"1\"}, {\"year\": 2024, \"amount\": \"1\"}]}}", "exposure.turnover: has a year twice")]
    [InlineData("{\"exposure\": {\"negligence\": \"slight\"}}", "exposure.negligence: 'slight' is not known")]
    [InlineData("{\"exposure\": {\"violation_end\": \"2026-10-01\"}}", "exposure.violation_end: is a time without an offset")]
    [InlineData("{\"exposure\": {\"fine\": \"1\", \"fine_rate\": \"0\"}}", "exposure.fine_rate: is no share")]
    [InlineData("{\"exposure\": {\"participation\": [\"1.5\"]}}", "exposure.participation: holds a share")]
    [InlineData("{\"exposure\": {\"per_person\": [\"1\", \"-1\"]}}", "exposure.per_person: is below zero")]
    [InlineData("{\"exposure\": {\"offers\": [\"-0.01\"]}}", "exposure.offers: is below zero")]
    [InlineData("{\"exposure\": {\"notice_cost\": \"-50\"}}", "exposure.notice_cost: is below zero")]
    [InlineData("{\"exposure\": {\"fine\": \"-1\"}}", "exposure.fine: is below zero")]
    [InlineData("{\"exposure\": {\"turnover\": [{\"year\": 2024, \"amount\": \"-1\"}]}}", "exposure.turnover: has a year whose amount is below zero")]
    [InlineData("{\"exposure\": {\"turnover\": [{\"year\": 2024, \"amount\": \"1\", \"unrelated\": \"2\"}]}}", "of which more than the whole is unrelated")]
    [InlineData("{\"exposure\": {\"per_person\": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]}}", "exposure.per_person: holds 21 amounts; the most are 20")]
    [InlineData("{\"exposure\": {\"jurisdiction\": \"XX\"}}", "exposure.jurisdiction: no pack has sanctions of 'XX'")]
    [InlineData("{\"exposure\": {\"victims\": 9000000000000000000, \"per_person\": [\"999999999999999999999999999\"]}}", "an amount is too large to count")]
    public void Exposure_WithAMistake_IsRefused(string json, string text) =>
        Assert.Contains(text, Assert.Throws<InputRefusedException>(() => ExposureEstimate.Of(ExposureJson.Read(Bytes(json)), RulePacks.BuiltIn)).Message, StringComparison.Ordinal);

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
