using IncidentGrains.Contracts;
using IncidentGrains.Grains.Regulators;

namespace IncidentGrains.Tests.Regulators;

/// <summary>How the board is asked.</summary>
public sealed class ClockQueryTests
{
    [Theory]
    [InlineData("status = OVERDUE", "WHEN i.status = 1 AND i.soft = 0 AND i.due_at < @now THEN 2")]
    [InlineData("running = true", "i.status IN (1, 6)")]
    [InlineData("overdue = false", "NOT (i.status = 1 AND i.soft = 0 AND i.due_at < @now)")]
    [InlineData("jurisdiction = KR AND assignee != \"\"", "i.assignee <> @f1")]
    [InlineData("due_at < \"2026-01-31T09:00:00+09:00\"", "i.due_at < @f0")]
    public void Filter_OfTheBoard_IsUnderstood(string filter, string sql) => Assert.Contains(sql, Parse(filter).Filter, StringComparison.Ordinal);

    [Theory]
    [InlineData("status = DONE", "")]
    [InlineData("colour = red", "")]
    [InlineData("due_at < tomorrow", "")]
    [InlineData("", "rule")]
    [InlineData("", "status")]
    public void Request_ThatIsNotUnderstood_IsRefused(string filter, string orderBy) =>
        Assert.Equal(CaseError.Invalid, Assert.Throws<CaseException>(() => Parse(filter, orderBy)).Error);

    private static IncidentGrains.Grains.Ledger.ListQuery Parse(string filter, string orderBy = "") => ClockQuery.Parse(filter, orderBy, 0, "", DateTimeOffset.UnixEpoch);
}
