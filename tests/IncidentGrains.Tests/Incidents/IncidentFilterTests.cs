using Dapper;
using IncidentGrains.Contracts;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Filters become SQL whose values travel as parameters only; what is not understood is refused with help.</summary>
public sealed class IncidentFilterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("stage = CONFIRMED", " AND i.stage = @f0")]
    [InlineData("stage=confirmed", " AND i.stage = @f0")]
    [InlineData("  severity >= HIGH  ", " AND i.severity >= @f0")]
    [InlineData("stage != CLOSED AND severity < HIGH", " AND i.stage <> @f0 AND i.severity < @f1")]
    [InlineData("title : \"shop\"", " AND i.title_fold LIKE @f0 ESCAPE '\\'")]
    [InlineData("title = \"a AND b\"", " AND i.title = @f0")]
    [InlineData("reference = wa-ag:10427 AND commander != \"idp|cho\"", " AND i.reference = @f0 AND i.commander <> @f1")]
    [InlineData("opened_at > 2026-01-31T09:00:00+09:00 AND updated_at <= \"2026-02-01T00:00:00Z\"", " AND i.opened_at > @f0 AND i.updated_at <= @f1")]
    public void Filter_Valid_IsSql(string filter, string sql) => Assert.Equal(sql, IncidentFilter.ToSql(filter, new DynamicParameters()));

    [Theory]
    [InlineData("stage = CONFIRMED", 3)]
    [InlineData("severity = critical", 4)]
    [InlineData("title = shop", "shop")]
    [InlineData("title = \"O'Brien; DROP TABLE case_index --\"", "O'Brien; DROP TABLE case_index --")]
    [InlineData("title = \"say \\\"hi\\\" \\\\ there\"", "say \"hi\" \\ there")]
    [InlineData("title : \"100%_\\\\Shop\"", "%100\\%\\_\\\\shop%")]
    [InlineData("title = \"\"", "")]
    public void Value_Travels_AsParameter(string filter, object value)
    {
        var parameters = new DynamicParameters();
        Assert.DoesNotContain("shop", IncidentFilter.ToSql(filter, parameters), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(value, parameters.Get<object>("f0"));
    }

    [Fact]
    public void Instant_Travels_AsMicroseconds()
    {
        var parameters = new DynamicParameters();
        IncidentFilter.ToSql("opened_at >= 2025-11-18T22:52:00+09:00", parameters);
        Assert.Equal(Instants.ToMicros(new DateTimeOffset(2025, 11, 18, 13, 52, 0, TimeSpan.Zero)), parameters.Get<long>("f0"));
    }

    [Theory]
    [InlineData("stage", "is not understood at 'stage'")]
    [InlineData("stage =", "is not understood")]
    [InlineData("= CONFIRMED", "is not understood")]
    [InlineData("stage = CONFIRMED AND", "needs AND before")]
    [InlineData("stage = CONFIRMED AND ", "needs AND before")]
    [InlineData("stage = CONFIRMED severity = HIGH", "needs AND before")]
    [InlineData("stage = CONFIRMED and severity = HIGH", "needs AND before")]
    [InlineData("stage = CONFIRMED OR severity = HIGH", "needs AND before")]
    [InlineData("stage = LOST", "knows no stage 'LOST'")]
    [InlineData("stage = 3", "knows no stage '3'")]
    [InlineData("stage = -1", "knows no stage")]
    [InlineData("stage = +3", "knows no stage")]
    [InlineData("stage = \" 3\"", "knows no stage")]
    [InlineData("stage = \"OPEN,TRIAGED\"", "knows no stage")]
    [InlineData("severity = \"LOW, MEDIUM\"", "knows no severity")]
    [InlineData("stage = \"\"", "knows no stage")]
    [InlineData("severity = VERY_HIGH", "knows no severity")]
    [InlineData("stage : CONF", "can't search in 'stage'")]
    [InlineData("title > a", "can't compare 'title' with '>'")]
    [InlineData("case_id = inc-1", "can't compare 'case_id'")]
    [InlineData("opened_at > 2026-01-31T09:00:00", "needs an instant with an offset")]
    [InlineData("opened_at > yesterday", "needs an instant with an offset")]
    [InlineData("title = \"unclosed", "is not understood")]
    [InlineData("STAGE = OPEN", "is not understood")]
    [InlineData("title = \"a\0b\"", "holds a control character")]
    [InlineData("title : a\u0001", "holds a control character")]
    [InlineData("reference = \"\u009f\"", "holds a control character")]
    [InlineData("i.stage = OPEN", "is not understood")]
    public void Filter_Invalid_IsRefusedWithHelp(string filter, string message)
    {
        var refusal = Assert.Throws<CaseException>(() => IncidentFilter.ToSql(filter, new DynamicParameters()));
        var violation = Assert.Single(refusal.Violations);
        Assert.Equal("filter", violation.Field);
        Assert.Contains(message, violation.Description, StringComparison.Ordinal);
        Assert.Contains("Write terms joined by AND", violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_TooLong_IsRefused()
    {
        var longest = "title = " + new string('x', 1_992);
        Assert.Equal(" AND i.title = @f0", IncidentFilter.ToSql(longest, new DynamicParameters()));
        Assert.Throws<CaseException>(() => IncidentFilter.ToSql(longest + "x", new DynamicParameters()));
    }
}
