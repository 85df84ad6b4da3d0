using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Regulators.Filings;

namespace IncidentGrains.Tests.Regulators.Filings.Exports;

/// <summary>A copy in clear needs a reason, a version that a second person approved, and somebody who does more than read.</summary>
public sealed class ExportRuleTests
{
    [Theory]
    [InlineData(Roles.Commander)]
    [InlineData(Roles.Privacy)]
    [InlineData(Roles.Legal)]
    public void ClearCopy_OfAnApprovedVersion_IsRecorded(Roles role)
    {
        var exported = Assert.IsType<FilingExported>(Assert.Single(Decide(3, role, "For the board", FilingExportFormat.Pdf)));
        Assert.Equal(new FilingExported(1, FilingExportFormat.Pdf, "For the board", new string('8', 64), 7), exported);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ClearCopy_OfAVersionThatNobodyApproved_IsRefused(int events) => Assert.Equal("export.not_approved", Refusal(events, Roles.Privacy, "For the board").Reason);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(10)]
    public void ClearCopy_OfWhatWasFiled_IsRecorded(int events) => Assert.Single(Decide(events, Roles.Legal, "For the board", FilingExportFormat.Bundle));

    [Theory]
    [InlineData(Roles.Auditor)]
    [InlineData(Roles.Responder)]
    [InlineData(Roles.Integration)]
    [InlineData(Roles.Regulator)]
    public void ClearCopy_ForWhoOnlyReads_IsDenied(Roles role) => Assert.Equal((CaseError.Denied, "export.clear"), (Refusal(3, role, "For the board").Error, Refusal(3, role, "For the board").Reason));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Send it to kim@example.com")]
    public void ClearCopy_WithoutAReasonOrWithPersonalData_IsRefused(string reason) => Assert.Equal("reason", Refusal(3, Roles.Privacy, reason).Violations[0].Field);

    [Fact]
    public void Copy_ChangesNothingOfTheFiling()
    {
        var before = SampleFiling.State(3);
        var after = Filing.Apply(before, new IncidentGrains.Grains.Ledger.RecordedEvent(4, SampleFiling.Author, before.UpdatedAt, new FilingExported(1, FilingExportFormat.Csv, "r", "d", 1)));
        Assert.Equal(before.Versions, after.Versions);
        Assert.Equal(4, after.Version);
    }

    private static IReadOnlyList<IDomainEvent> Decide(int events, Roles role, string reason, FilingExportFormat format) => Filing.Decide(
        SampleFiling.State(events),
        new RecordFilingExported(new CommandMeta("~export:1", new Actor(SampleFiling.Author, role), 0), 1, format, reason, new string('8', 64), 7),
        new FilingContext(SampleFiling.At, null, [])).Events;

    private static CaseException Refusal(int events, Roles role, string reason) => Assert.Throws<CaseException>(() => Decide(events, role, reason, FilingExportFormat.Pdf));
}
