using IncidentGrains.Contracts;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Proof;
using ContractStatus = IncidentGrains.Contracts.Regulators.ObligationStatus;

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

    [Fact]
    public void Board_BeginsWithTheNextDeadline_AndEndsWithWhatHasNone()
    {
        Assert.Matches(@"^i\.due_at( ASC)?, ", Parse("").Order);
        Assert.True(ObligationIndexRow.NoInstant > Instants.ToMicros(DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData(false, ContractStatus.Open, 99, ContractStatus.Open)]
    [InlineData(false, ContractStatus.Open, 100, ContractStatus.Open)]
    [InlineData(false, ContractStatus.Open, 101, ContractStatus.Overdue)]
    [InlineData(true, ContractStatus.Open, 101, ContractStatus.Open)]
    [InlineData(false, ContractStatus.Waivable, 101, ContractStatus.Waivable)]
    [InlineData(false, ContractStatus.Met, 101, ContractStatus.Met)]
    public void Clock_IsOverdueAfterItsInstant_UnlessTheLawNamesNone(bool soft, ContractStatus stored, long now, ContractStatus shown) => Assert.Equal(
        shown, new ClockRow("inc-1/KR-REG", "inc-1", "KR-REG", "", "KR-REG", "KR", "", "PIPC", (int)stored, 100, soft, "Asia/Seoul", "", 0, false, 0).StatusAt(now));

    private static IncidentGrains.Grains.Ledger.ListQuery Parse(string filter, string orderBy = "") => ClockQuery.Parse(filter, orderBy, 0, "", DateTimeOffset.UnixEpoch);
}
