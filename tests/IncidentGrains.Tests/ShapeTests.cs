using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Contracts.Remediation;

namespace IncidentGrains.Tests;

/// <summary>Contracts and protos number their enums alike: the mapping between them is a cast.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData(typeof(Stage), typeof(V1.Stage))]
    [InlineData(typeof(Severity), typeof(V1.Severity))]
    [InlineData(typeof(Resolution), typeof(V1.Resolution))]
    [InlineData(typeof(FactKind), typeof(V1.FactKind))]
    [InlineData(typeof(IncidentRole), typeof(V1.IncidentRole))]
    [InlineData(typeof(LinkKind), typeof(V1.LinkKind))]
    [InlineData(typeof(RedactionState), typeof(V1.Redaction.Types.State))]
    [InlineData(typeof(TaskState), typeof(V1.TaskState))]
    [InlineData(typeof(TaskPriority), typeof(V1.TaskPriority))]
    [InlineData(typeof(IdentifierKind), typeof(V1.IdentifierKind))]
    [InlineData(typeof(CohortState), typeof(V1.CohortState))]
    [InlineData(typeof(ImportState), typeof(V1.ImportState))]
    [InlineData(typeof(LookupState), typeof(V1.LookupState))]
    [InlineData(typeof(ChangeKind), typeof(V1.ChangeKind))]
    [InlineData(typeof(ChangeState), typeof(V1.ChangeState))]
    [InlineData(typeof(ObligationStatus), typeof(V1.ObligationStatus))]
    [InlineData(typeof(IncidentCause), typeof(V1.IncidentCause))]
    [InlineData(typeof(DevelopmentType), typeof(V1.DevelopmentType))]
    [InlineData(typeof(FilingStatus), typeof(V1.FilingStatus))]
    [InlineData(typeof(FilingVersionState), typeof(V1.FilingVersionState))]
    [InlineData(typeof(FilingVersionKind), typeof(V1.FilingVersionKind))]
    [InlineData(typeof(FilingCheckResult), typeof(V1.FilingCheckResult))]
    [InlineData(typeof(FilingExportFormat), typeof(V1.FilingExportFormat))]
    public void Enums_OfContractsAndProtos_HaveEqualNames(Type contract, Type proto)
    {
        var contracts = Enum.GetValues(contract).Cast<object>().ToDictionary(v => (int)v, v => v.ToString());
        var protos = Enum.GetValues(proto).Cast<object>().ToDictionary(v => (int)v, v => (int)v == 0 ? "None" : v.ToString());
        Assert.Equal(protos, contracts);
    }

    [Fact]
    public void Statuses_OfObligations_AreNumberedAsTheLawNumbersThem() => Assert.Equal(
        Enum.GetValues<IncidentGrains.Law.Regulators.ObligationStatus>().Select(s => (s.ToString(), (int)s)),
        Enum.GetValues<ObligationStatus>().Where(s => s != ObligationStatus.None).Select(s => (s.ToString(), (int)s)));

    [Fact]
    public void Developments_AreNumberedAsTheLawNumbersItsEvents() => Assert.All(
        Enum.GetValues<DevelopmentType>().Where(d => d != DevelopmentType.None),
        d => Assert.Equal(d.ToString(), ((IncidentGrains.Law.Regulators.Facts.CaseEventType)d).ToString()));

    [Fact]
    public void Causes_AreNumberedAsTheLawNumbersThem() => Assert.All(
        Enum.GetValues<IncidentCause>().Where(c => c != IncidentCause.None), c => Assert.Equal(c.ToString(), ((IncidentGrains.Law.Regulators.Facts.IncidentCause)c).ToString()));
}
