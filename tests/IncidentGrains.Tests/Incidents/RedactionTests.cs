using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Incidents;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Destroying a text takes two people; structure, digest and who decided stay.</summary>
public sealed class RedactionTests
{
    // What remains of the entry, byte for byte, and its SHA-256.
    private static readonly string Digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
        $$"""{"entryId":"tle-3","occurredAt":"{{IncidentSpec.T0:yyyy-MM-dd'T'HH:mm:sszzz}}","text":"[redacted]"}""")));

    [Fact]
    public void Request_OfAnEntry_NamesItsEvent() => IncidentSpec.Given(History.Opened, Entry(2))
        .When(m => new RequestRedaction(m, "tle-2", "Names a customer"))
        .Then(new RedactionRequested("red-3", "tle-2", 2, "Names a customer"));

    [Theory]
    [InlineData("tle-2")]
    [InlineData("fct-3")]
    [InlineData("awr-1")]
    [InlineData("red-6")]
    [InlineData("tle-03")]
    [InlineData("tle-+3")]
    [InlineData("tle-99")]
    [InlineData("tle-99999999999999999999")]
    [InlineData("tle-")]
    [InlineData("")]
    public void Request_OfWhatHasNoText_IsNotFound(string target) => History.UpTo(Stage.Open)
        .When(m => new RequestRedaction(m, target, "Why not")).ThenRefused(CaseError.NotFound, "redaction.target");

    [Fact]
    public void Request_WhileOneIsPending_IsRefused() => History.UpTo(Stage.Open)
        .When(m => new RequestRedaction(m, "tle-3", "Again")).ThenRefused("redaction.pending");

    [Fact]
    public void Request_AfterADeclinedOne_IsAccepted() => History.UpTo(Stage.Open).And(new RedactionDeclined("red-6", "Nobody is named"))
        .When(m => new RequestRedaction(m, "tle-3", "Look again")).Then(new RedactionRequested("red-8", "tle-3", 3, "Look again"));

    [Fact]
    public void Request_OfDestroyedText_IsNotFound() => History.UpTo(Stage.Open).And(People.Cho, new RedactionApproved("red-6", "tle-3", 3, Digest))
        .When(m => new RequestRedaction(m, "tle-3", "Again")).ThenRefused(CaseError.NotFound, "redaction.target");

    [Fact]
    public void Approve_ByTheRequester_IsRefused() => History.UpTo(Stage.Open)
        .When(Commands.OnExisting["ApproveRedaction"], by: People.Rana).ThenRefused("four_eyes");

    [Fact]
    public void Approve_ByTheRequesterUnderOtherRoles_IsRefused() => History.UpTo(Stage.Open)
        .When(Commands.OnExisting["ApproveRedaction"], by: People.Rana with { Roles = Roles.Legal }).ThenRefused("four_eyes");

    [Theory]
    [InlineData(Roles.Integration)]
    [InlineData(Roles.Integration | Roles.Privacy)]
    public void Approve_ByAnIntegration_IsRefused(Roles roles) => History.UpTo(Stage.Open)
        .When(Commands.OnExisting["ApproveRedaction"], by: People.Siem with { Roles = roles }).ThenRefused("four_eyes");

    [Fact]
    public void Approve_BySecondPerson_DestroysTheText()
    {
        var decision = History.UpTo(Stage.Open).When(Commands.OnExisting["ApproveRedaction"], by: People.Paula).Then(new RedactionApproved("red-6", "tle-3", 3, Digest));
        Assert.Equal((3L, new TimelineEntryAdded("tle-3", IncidentSpec.T0, Redacted.Text)), decision.Redaction);
    }

    [Fact]
    public void Approve_Twice_IsRefused()
    {
        var spec = History.UpTo(Stage.Open).And(People.Cho, new RedactionApproved("red-6", "tle-3", 3, Digest));
        spec.When(Commands.OnExisting["ApproveRedaction"], by: People.Paula).ThenRefused("redaction.decided");
        spec.When(Commands.OnExisting["DeclineRedaction"], by: People.Paula).ThenRefused("redaction.decided");
        Assert.Equal((RedactionState.Approved, People.Cho.Person), (spec.State.Redactions[0].State, spec.State.Redactions[0].DecidedBy));
    }

    [Fact]
    public void Approve_OfDeclined_IsRefused() => History.UpTo(Stage.Open).And(new RedactionDeclined("red-6", "Stays"))
        .When(Commands.OnExisting["ApproveRedaction"], by: People.Paula).ThenRefused("redaction.decided");

    [Fact]
    public void Approve_OfTextDestroyedAlready_IsRefused()
    {
        var spec = History.UpTo(Stage.Open).And(new RedactionRequested("red-7", "tle-3", 3, "Twice")).And(People.Cho, new RedactionApproved("red-7", "tle-3", 3, Digest));
        spec.When(Commands.OnExisting["ApproveRedaction"], by: People.Paula).ThenRefused("redaction.done");
    }

    [Fact]
    public void Decision_OnUnknownRedaction_IsNotFound()
    {
        History.UpTo(Stage.Open).When(m => new ApproveRedaction(m, "red-9"), by: People.Paula).ThenRefused(CaseError.NotFound, "redaction.not_found");
        History.UpTo(Stage.Open).When(m => new DeclineRedaction(m, "red-9", "Stays"), by: People.Paula).ThenRefused(CaseError.NotFound, "redaction.not_found");
    }

    [Fact]
    public void Decline_ByTheRequester_WithdrawsTheRequest() => History.UpTo(Stage.Open)
        .When(Commands.OnExisting["DeclineRedaction"], by: People.Rana).Then(new RedactionDeclined("red-6", "Nobody is named"));

    [Fact]
    public void Remainder_OfEveryRedactableEvent_KeepsStructureAndLosesWords()
    {
        var at = IncidentSpec.T0;
        Assert.Equal(new FactValue(Text: Redacted.Text), ((FactRecorded)new FactRecorded("fct-2", FactKind.How, new FactValue(Text: "words")).WithoutText()).Value);
        Assert.Equal(new FactValue(Count: 5), ((FactRecorded)new FactRecorded("fct-2", FactKind.Affected, new FactValue(Count: 5)).WithoutText()).Value);
        Assert.Equal(new FactValue(Instant: at), ((FactRecorded)new FactRecorded("fct-2", FactKind.Began, new FactValue(Instant: at)).WithoutText()).Value);
        Assert.Equal([Redacted.Text], ((FactRecorded)new FactRecorded("fct-2", FactKind.Systems, new FactValue(Values: ["a", "b"])).WithoutText()).Value.Values!);
        var corrected = (FactCorrected)new FactCorrected("fct-3", "fct-2", FactKind.How, new FactValue(Text: "words"), "words").WithoutText();
        Assert.Equal((Redacted.Text, Redacted.Text, "fct-2"), (corrected.Value.Text, corrected.Reason, corrected.Corrects));
        Assert.Equal(new AwarenessClaimed("awr-2", at, "controller", Redacted.Text), new AwarenessClaimed("awr-2", at, "controller", "words").WithoutText());
    }

    [Theory]
    [InlineData("tle-7", 7)]
    [InlineData("fct-12", 12)]
    [InlineData("awr-1", 1)]
    [InlineData("red-1", 0)]
    [InlineData("tle- 7", 0)]
    [InlineData("tle--7", 0)]
    public void TargetSeq_OfAnId_IsItsPlace(string id, long seq) => Assert.Equal(seq, Incident.TargetSeq(id));

    private static TimelineEntryAdded Entry(long seq) => new($"tle-{seq}", IncidentSpec.T0, "The first alert came in");
}
