using Dapper;

namespace IncidentGrains.Tests.Ledger;

/// <summary>The ledger's promises on PostgreSQL.</summary>
public sealed class PostgresLedgerTests : LedgerRules
{
    [PostgresFact]
    public Task Append_NewCommand_IsWrittenWhole_Holds() => Append_NewCommand_IsWrittenWhole();

    [PostgresFact]
    public Task Append_SameCommandAgain_ReturnsTheFirstOutcome_Holds() => Append_SameCommandAgain_ReturnsTheFirstOutcome();

    [PostgresFact]
    public Task Append_BatchWithConflict_RefusesOnlyThatCommandWhole_Holds() => Append_BatchWithConflict_RefusesOnlyThatCommandWhole();

    [PostgresFact]
    public Task Append_FiftyConcurrentCreatesWithOneCommandId_MakeOneStream_Holds() => Append_FiftyConcurrentCreatesWithOneCommandId_MakeOneStream();

    [PostgresFact]
    public Task Append_OppositeStreamOrders_NeverDeadlock_Holds() => Append_OppositeStreamOrders_NeverDeadlock();

    [PostgresFact]
    public Task Appends_OfManyWritersOnTwoSilos_KeepEveryAcknowledgedCommandOnce_Holds() => Appends_OfManyWritersOnTwoSilos_KeepEveryAcknowledgedCommandOnce(20251118);

    [PostgresFact]
    public Task Tail_WhileManyAppend_NeverSkipsAPosition_Holds() => Tail_WhileManyAppend_NeverSkipsAPosition(20251118);

    [PostgresFact]
    public Task Guard_RaisedAndRequiredAtOnce_NeverLetsBothThrough_Holds() => Guard_RaisedAndRequiredAtOnce_NeverLetsBothThrough();

    [PostgresFact]
    public Task Redaction_DestroysThePayloadAndKeepsTheChain_Holds() => Redaction_DestroysThePayloadAndKeepsTheChain();

    [PostgresFact]
    public Task Events_AreNeitherChangedNorDeletedByTheService_Holds() => Events_AreNeitherChangedNorDeletedByTheService();

    [PostgresFact]
    public Task Append_WhoseAnswerIsLost_IsReportedAndMadeOnce_Holds() => Append_WhoseAnswerIsLost_IsReportedAndMadeOnce();

    [PostgresFact]
    public Task List_ByTitle_IgnoresTheCaseOfAllLetters_Holds() => List_ByTitle_IgnoresTheCaseOfAllLetters();

    internal override Task<LedgerDatabase> Create() => LedgerDatabase.Postgres();

    internal override async Task Tamper(LedgerDatabase ledger, string sql)
    {
        await using var source = Grains.LedgerRegistration.PostgresSource(ledger.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync(sql));
        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
