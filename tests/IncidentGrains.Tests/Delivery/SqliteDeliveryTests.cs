using IncidentGrains.Tests.Ledger;

namespace IncidentGrains.Tests.Delivery;

/// <summary>The outbox's promises on SQLite.</summary>
public sealed class SqliteDeliveryTests : DeliveryRules
{
    [Fact]
    public Task Append_OfAPublishedEvent_PutsItIntoThePartitionOfItsStream_Holds() => Append_OfAPublishedEvent_PutsItIntoThePartitionOfItsStream();

    [Fact]
    public Task Removal_TakesOffWhatIsNamed_AndMayBeRepeated_Holds() => Removal_TakesOffWhatIsNamed_AndMayBeRepeated();

    [Fact]
    public Task Leases_AreOneOwners_UntilTheyRunOut_Holds() => Leases_AreOneOwners_UntilTheyRunOut();

    [Fact]
    public Task Leases_TakenByManyAtOnce_HaveOneOwnerEach_Holds() => Leases_TakenByManyAtOnce_HaveOneOwnerEach();

    [Fact]
    public Task Parking_OfTheSameMessage_CountsItsTriesInOneRow_Holds() => Parking_OfTheSameMessage_CountsItsTriesInOneRow();

    [Fact]
    public Task Entry_Parked_IsNotInTheOutbox_UntilItIsReturned_Holds() => Entry_Parked_IsNotInTheOutbox_UntilItIsReturned();

    internal override Task<LedgerDatabase> Create() => Task.FromResult(LedgerDatabase.Sqlite());
}
