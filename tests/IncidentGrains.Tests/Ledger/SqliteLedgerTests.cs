using Dapper;

namespace IncidentGrains.Tests.Ledger;

/// <summary>The ledger's promises on SQLite.</summary>
public sealed class SqliteLedgerTests : LedgerRules
{
    [Fact]
    public Task Append_NewCommand_IsWrittenWhole_Holds() => Append_NewCommand_IsWrittenWhole();

    [Fact]
    public Task Append_SameCommandAgain_ReturnsTheFirstOutcome_Holds() => Append_SameCommandAgain_ReturnsTheFirstOutcome();

    [Fact]
    public Task Append_BatchWithConflict_RefusesOnlyThatCommandWhole_Holds() => Append_BatchWithConflict_RefusesOnlyThatCommandWhole();

    [Fact]
    public Task Append_FiftyConcurrentCreatesWithOneCommandId_MakeOneStream_Holds() => Append_FiftyConcurrentCreatesWithOneCommandId_MakeOneStream();

    [Fact]
    public Task Append_OppositeStreamOrders_NeverDeadlock_Holds() => Append_OppositeStreamOrders_NeverDeadlock();

    [Fact]
    public Task Appends_OfManyWritersOnTwoSilos_KeepEveryAcknowledgedCommandOnce_Holds() => Appends_OfManyWritersOnTwoSilos_KeepEveryAcknowledgedCommandOnce(20251118);

    [Fact]
    public Task Tail_WhileManyAppend_NeverSkipsAPosition_Holds() => Tail_WhileManyAppend_NeverSkipsAPosition(20251118);

    [Fact]
    public Task Guard_RaisedAndRequiredAtOnce_NeverLetsBothThrough_Holds() => Guard_RaisedAndRequiredAtOnce_NeverLetsBothThrough();

    [Fact]
    public Task Redaction_DestroysThePayloadAndKeepsTheChain_Holds() => Redaction_DestroysThePayloadAndKeepsTheChain();

    [Fact]
    public Task Events_AreNeitherChangedNorDeletedByTheService_Holds() => Events_AreNeitherChangedNorDeletedByTheService();

    [Fact]
    public Task Append_WhoseAnswerIsLost_IsReportedAndMadeOnce_Holds() => Append_WhoseAnswerIsLost_IsReportedAndMadeOnce();

    [Fact]
    public Task List_ByTitle_IgnoresTheCaseOfAllLetters_Holds() => List_ByTitle_IgnoresTheCaseOfAllLetters();

    [Fact]
    public Task ClockSet_ReplacesOrRemovesWhateverWasSet_Holds() => ClockSet_ReplacesOrRemovesWhateverWasSet();

    [Fact]
    public Task Clock_SetAnewWhileClaimed_KeepsItsNewInstant_Holds() => Clock_SetAnewWhileClaimed_KeepsItsNewInstant();

    [Fact]
    public Task Clock_WhoseClaimantDied_IsClaimedAgain_Holds() => Clock_WhoseClaimantDied_IsClaimedAgain();

    [Fact]
    public Task Clock_ClaimedByManyAtOnce_IsActedOnByOne_Holds() => Clock_ClaimedByManyAtOnce_IsActedOnByOne();

    [Fact]
    public Task Tasks_AreListedAsFilteredSortedAndVisible_Holds() => Tasks_AreListedAsFilteredSortedAndVisible();

    internal override Task<LedgerDatabase> Create() => Task.FromResult(LedgerDatabase.Sqlite());

    internal override async Task Tamper(LedgerDatabase ledger, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(ledger.ConnectionString);
        await connection.OpenAsync();
        var refused = await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => connection.ExecuteAsync(sql));
        Assert.Contains("never", refused.Message, StringComparison.Ordinal);
    }
}
