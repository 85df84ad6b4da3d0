using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Clusters;

/// <summary>A snapshot that can't be read is none: the ledger makes up for it.</summary>
public sealed class SnapshotSerializerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{\"state\":")]
    [InlineData("{\"seq\":3,\"memberOfANewerVersion\":1}")]
    public void Deserialize_OfWhatCannotBeRead_IsEmpty(string saved)
    {
        var snapshot = new SnapshotSerializer().Deserialize<Snapshot<IncidentState>>(BinaryData.FromString(saved));

        Assert.Equal((null, 0L), (snapshot.State, snapshot.Seq));
    }
}
