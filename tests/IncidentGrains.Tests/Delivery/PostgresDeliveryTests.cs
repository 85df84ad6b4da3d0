using IncidentGrains.Tests.Ledger;

namespace IncidentGrains.Tests.Delivery;

/// <summary>The outbox's promises on PostgreSQL.</summary>
public sealed class PostgresDeliveryTests : DeliveryRules
{
    [PostgresFact]
    public Task Append_OfAPublishedEvent_PutsItIntoThePartitionOfItsStream_Holds() => Append_OfAPublishedEvent_PutsItIntoThePartitionOfItsStream();

    [PostgresFact]
    public Task Removal_TakesOffWhatIsNamed_AndMayBeRepeated_Holds() => Removal_TakesOffWhatIsNamed_AndMayBeRepeated();

    [PostgresFact]
    public Task Leases_AreOneOwners_UntilTheyRunOut_Holds() => Leases_AreOneOwners_UntilTheyRunOut();

    [PostgresFact]
    public Task Leases_TakenByManyAtOnce_HaveOneOwnerEach_Holds() => Leases_TakenByManyAtOnce_HaveOneOwnerEach();

    [PostgresFact]
    public Task Parking_OfTheSameMessage_CountsItsTriesInOneRow_Holds() => Parking_OfTheSameMessage_CountsItsTriesInOneRow();

    [PostgresFact]
    public Task Entry_Parked_IsNotInTheOutbox_UntilItIsReturned_Holds() => Entry_Parked_IsNotInTheOutbox_UntilItIsReturned();

    internal override Task<LedgerDatabase> Create() => LedgerDatabase.Postgres();
}
