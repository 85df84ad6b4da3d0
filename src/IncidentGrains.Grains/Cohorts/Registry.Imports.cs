using System.Buffers;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

// From the first chunk to the append that lets all of an import's people count at once.
internal sealed partial class Registry
{
    private const int MaxFiles = 1_000;
    private const int MaxImports = 200;
    private const int MaxFileDigest = 128;
    private const int Sha256 = 64;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private static Decision Begin(RegistryState state, BeginImport command)
    {
        var cohort = Known(state, command.Cohort);
        var check = new RequestCheck().Mapping(command.Mapping, cohort)
            .That(command.Files.Count <= MaxFiles, "files", $"names more than {MaxFiles:N0} files; import them in several steps, or leave them out.");
        for (var i = 0; i < Math.Min(command.Files.Count, MaxFiles); i++)
        {
            var file = command.Files[i];
            check.Required($"files[{i}].name", file.Name, MaxName)
                .That(file.Size >= 0, $"files[{i}].size", "is negative; send the file's size in bytes.")
                .That(file.Digest.Length <= MaxFileDigest, $"files[{i}].digest", "is longer than 64 bytes; send a digest such as SHA-256.");
        }

        check.Throw();
        NotWithdrawn(cohort);
        if (cohort.Importing is { } other)
        {
            throw new CaseException(
                CaseError.Refused, "import.under_way", $"'{cohort.Name}' is being imported: '{other.ImportId}' is {Name(other.State)}. Go on with that, or cancel it.", [],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["import_id"] = other.ImportId });
        }

        var text = MappingText.Write(command.Mapping);
        return cohort.Imports.Count >= MaxImports
            ? throw CaseException.Refused("cohort.full", $"'{cohort.Name}' had {MaxImports} imports. Define another cohort for further ones.")
            : Decision.Of(new ImportBegun(cohort.CohortId, CohortIds.Import(state.IncidentId, command.Meta), text, MappingText.Digest(text), command.Files)) with { Guards = WhileOpen(state) };
    }

    private static Decision Cancel(RegistryState state, CancelImport command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        Require(state, command.ImportId, "be cancelled", ImportState.Open, ImportState.Failed);
        return Decision.Of(new ImportCancelled(command.ImportId, command.Reason));
    }

    // From here on neither side of a merge may be this incident: its people are about to count.
    private static Decision Seal(RegistryState state, BeginSealing command)
    {
        new RequestCheck().That(command.Chunks > 0, "chunks", "must be at least 1; an import without rows can be cancelled.")
            .That(IsSha256(command.Digest), "digest", "must be the 32 bytes of a SHA-256.").Throw();
        Require(state, command.ImportId, "be sealed", ImportState.Open);
        return Decision.Of(new SealingBegun(command.ImportId, command.Chunks, command.Digest)) with
        {
            Guards = [.. WhileOpen(state), new GuardChange(state.IncidentId, IncidentGuards.CohortsSealed, Delta: 1)],
        };
    }

    private static Decision Complete(RegistryState state, CompleteSealing command)
    {
        var (cohort, import) = KnownImport(state, command.ImportId);
        var r = command.Result;
        return import.Result is { } was
            ? was.Segment == r.Segment ? Decision.Nothing : throw State(import, "be sealed as something else", ImportState.Sealing)
            : import.State != ImportState.Sealing ? throw State(import, "be sealed", ImportState.Sealing)
            : command.DataVersion != state.DataVersion ? throw Changed(state, command.DataVersion)
            : !IsSha256(r.Segment) || r.Chunks != import.Chunks || Math.Min(Math.Min(r.Rows, r.Rejected), Math.Min(r.Duplicates, r.Added)) < 0 || r.Members < r.Added || r.Persons < r.Members
            ? throw new InvalidOperationException($"What was sealed of '{import.ImportId}' does not add up.")
            : Decision.Of(new CohortSealed(
                cohort.CohortId, import.ImportId, r.Segment, r.Chunks, r.Rows, r.Rejected, r.Duplicates, r.Members, r.Added, r.Persons, r.Warnings)) with { Milestone = true };
    }

    // What was counted, or rewritten, rests on a registry that is another by now.
    private static CaseException Changed(RegistryState state, long basis) => CaseException.Refused(
        "registry.changed", $"The registry's people changed at version {state.DataVersion}, after version {basis} that this rests on. Do it anew.");

    private static Decision Fail(RegistryState state, FailSealing command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        var (_, import) = KnownImport(state, command.ImportId);
        return import.State == ImportState.Failed ? Decision.Nothing
            : import.State != ImportState.Sealing ? throw State(import, "fail", ImportState.Sealing)
            : Decision.Of(new SealingFailed(import.ImportId, command.Reason)) with
            {
                Guards = [new GuardChange(state.IncidentId, IncidentGuards.CohortsSealed, Delta: -1)],
            };
    }

    private static (Cohort Cohort, CohortImport Import) KnownImport(RegistryState state, string importId) => state.FindImport(importId)
        ?? throw NotFound("import.not_found", $"The registry has no import '{importId}'. Its imports are listed by GetCohort.");

    private static void Require(RegistryState state, string importId, string what, params ReadOnlySpan<ImportState> states)
    {
        var import = KnownImport(state, importId).Import;
        if (!states.Contains(import.State))
        {
            throw State(import, what, states);
        }
    }

    private static CaseException State(CohortImport import, string what, params ReadOnlySpan<ImportState> states) => CaseException.Refused(
        "import.state", $"'{import.ImportId}' is {Name(import.State)} and can't {what}. That is possible from {string.Join(", ", states.ToArray().Select(Name))}.");

    private static bool IsSha256(string digest) => digest.Length == Sha256 && digest.AsSpan().IndexOfAnyExcept(Hex) < 0;

    private static string Name(ImportState state) => state.ToString().ToUpperInvariant();
}
