using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

// From the prefilled draft to the second person who approves its text.
internal sealed partial class Filing
{
    private static Decision Update(FilingState state, UpdateFilingFields command)
    {
        var version = Require(state, "be edited", FilingVersionState.Draft);
        var check = new RequestCheck().That(command.Fields.Count is >= 1 and <= MaxFields, "fields", $"must hold 1 to {MaxFields} fields.")
            .That(command.Fields.DistinctBy(f => f.Key).Count() == command.Fields.Count, "fields", "holds two texts of one key; send each field once.");
        for (var i = 0; i < Math.Min(command.Fields.Count, MaxFields); i++)
        {
            var (key, text) = command.Fields[i];
            var field = version.Find(key);
            check.That(field is not null, $"fields[{i}].key", $"names no field of version {version.Number}; its fields are {string.Join(", ", version.Fields.Select(f => f.Key))}.");
            check = field is { Contact: true } ? check.Contact($"fields[{i}].text", text, MaxField) : check.Optional($"fields[{i}].text", text, MaxField);
        }

        check.Throw();
        var changes = command.Fields.RemoveAll(f => version.Find(f.Key) is { } known && known.Text == f.Text && known.Edited == f.Text.Length > 0);
        return changes.Count == 0 ? Decision.Nothing
            : Fitting(state, Written(version.Fields, changes), Decision.Of(new FilingFieldsUpdated(version.Number, changes)));
    }

    private static Decision Refresh(FilingState state, FilingContext context)
    {
        var version = Require(state, "be refreshed", FilingVersionState.Draft);
        var (form, fresh) = context.Prefill!.Fields(state);
        var fields = FilingFields.ForDemands(FilingFields.Refreshed(version.Fields, fresh), state.Demands);
        return FilingFields.AreSame(fields, version.Fields) && form.Digest == version.FormDigest ? Decision.Nothing
            : Fitting(state, fields, Decision.Of(new FilingRefreshed(version.Number, form.Digest, fields)));
    }

    // A law may allow a partial first report; what does not fit, no regulator takes.
    private static Decision Submit(FilingState state, SubmitFilingForReview command, FilingContext context)
    {
        new RequestCheck().Optional("incomplete_reason", command.IncompleteReason, MaxNote).Throw();
        var version = Require(state, "be submitted", FilingVersionState.Draft);
        var lacking = FilingCompleteness.Of(state, version, context.Prefill!.Contents(state)).RemoveAll(i => i.Result == FilingCheckResult.Complete);
        if (lacking.Find(i => i.Result == FilingCheckResult.TooLong) is { } tooLong)
        {
            throw CaseException.Refused("filing.too_long", $"'{tooLong.Key}' is longer than the regulator takes. Shorten it; CheckFiling names all of them.");
        }

        return lacking.Count > 0 && string.IsNullOrWhiteSpace(command.IncompleteReason)
            ? throw CaseException.Refused(
                "filing.incomplete", $"{lacking.Count} item(s) of version {version.Number} are missing: {string.Join(", ", lacking.Take(20).Select(i => i.Key))}. Fill them in, or send incomplete_reason if the law allows a partial report.")
            : Decision.Of(new FilingSubmitted(version.Number, lacking.Count > 0 ? command.IncompleteReason : "", [.. lacking.Select(i => i.Key)]));
    }

    private static Decision Return(FilingState state, ReturnFilingToDraft command)
    {
        new RequestCheck().Required("comment", command.Comment, MaxNote).Throw();
        return Decision.Of(new FilingReturned(Require(state, "be returned", FilingVersionState.InReview).Number, command.Comment));
    }

    private static Decision Approve(FilingState state, ApproveFiling command)
    {
        var version = Require(state, "be approved", FilingVersionState.InReview);
        var actor = command.Meta.Actor;
        return actor.IsAny(Roles.Integration) || actor == Actor.System ? throw SecondPerson("An integration is never the second person. A person has to approve it.")
            : version.Authors.Contains(actor.Person) ? throw SecondPerson($"You worked on version {version.Number} of '{state.FilingId}'. Another person has to approve it.")
            : Decision.Of(new FilingApproved(version.Number, FilingText.Digest(version.Fields))) with { Milestone = true };
    }

    private static ImmutableList<FilingField> Written(ImmutableList<FilingField> fields, ImmutableList<FieldText> texts) => fields.ConvertAll(
        f => texts.Find(t => t.Key == f.Key) is { } written ? f with { Text = written.Text, Edited = written.Text.Length > 0, Sources = [] } : f);

    private static CaseException SecondPerson(string message) => CaseException.Refused("filing.second_person", message);
}
