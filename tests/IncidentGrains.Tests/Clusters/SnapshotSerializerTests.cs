using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators.Filings;
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

    [Fact]
    public void Filing_SavedAndRead_IsTheSame()
    {
        var state = Regulators.Filings.FilingSpec.KoreanShop().SentBack().State;
        var serializer = new SnapshotSerializer();
        var saved = serializer.Serialize(new Snapshot<FilingState> { State = state, Seq = state.Version });
        var read = serializer.Deserialize<Snapshot<FilingState>>(saved);

        Assert.Equal(saved.ToString(), serializer.Serialize(read).ToString());
        Assert.Equal((state.Version, 2, FilingText.Digest(state.Latest.Fields)), (read.Seq, read.State!.Demands.Count, FilingText.Digest(read.State.Latest.Fields)));
    }
}
