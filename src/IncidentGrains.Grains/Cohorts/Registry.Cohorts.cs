using System.Text.RegularExpressions;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

// Which cohorts there are, and which of them count.
internal sealed partial class Registry
{
    // A category, and a live cohort, is a bit of the fixed-size answer to a look-up.
    private const int MaxCategories = 64;
    private const int MaxLive = 64;

    // With what they hold at most, an answer still fits into a message.
    private const int MaxCohorts = 500;

    private static readonly IdentifierKind[] DefaultIdentifiers = [IdentifierKind.MemberId, IdentifierKind.Email, IdentifierKind.Phone];

    private static Decision Define(RegistryState state, DefineCohort command)
    {
        var check = new RequestCheck()
            .That(CohortName().IsMatch(command.Name), "name", "must be a lower-case letter, then at most 39 of a-z 0-9 and -; send a short name such as 'members'.")
            .That(!CohortIds.IsCohort(command.Name), "name", "looks like a cohort's id; send a short name such as 'members'.")
            .Required("title", command.Title, MaxName)
            .Required("source_system", command.SourceSystem, MaxName)
            .Required("determination", command.Determination, MaxText)
            .That(command.Categories.Count is > 0 and <= MaxCategories, "categories", $"must be 1 to {MaxCategories} names of what data is at stake.")
            .That(command.Categories.Distinct(StringComparer.Ordinal).Count() == command.Categories.Count, "categories", "names a category twice; name each once.");
        for (var i = 0; i < Math.Min(command.Categories.Count, MaxCategories); i++)
        {
            check.That(CategoryName().IsMatch(command.Categories[i]), $"categories[{i}]", "must be a lower-case letter, then at most 39 of a-z 0-9 and _; send a name such as 'entry_code'.");
        }

        check.That(
            command.Identifiers.TrueForAll(k => Enum.IsDefined(k) && k != IdentifierKind.None) && command.Identifiers.Distinct().Count() == command.Identifiers.Count,
            "identifiers", "must be MEMBER_ID, EMAIL or PHONE, each once at most, the most reliable first.").Throw();
        if (state.Cohorts.Exists(c => c.Name == command.Name))
        {
            throw new CaseException(CaseError.Exists, "cohort.name_taken", $"'{state.IncidentId}' has a cohort '{command.Name}' already. Choose another name: it stays taken for ever.");
        }

        return Fits(state, command) with { Events = Defined(state, command), Guards = WhileOpen(state) };
    }

    private static Decision Fits(RegistryState state, DefineCohort command)
    {
        var total = state.Categories.Union(command.Categories, StringComparer.Ordinal).Count();
        return state.Identifiers.Count > 0 && command.Identifiers.Count > 0 && !state.Identifiers.SequenceEqual(command.Identifiers)
            ? throw CaseException.Refused(
                "registry.identifiers_fixed", $"The people of '{state.IncidentId}' are told apart by {Names(state.Identifiers)} since its first cohort. Leave identifiers out, or send the same.")
            : total > MaxCategories
            ? throw CaseException.Refused("registry.categories_full", $"With these, '{state.IncidentId}' would have {total} data categories; at most {MaxCategories} can be told apart. Use names that it has.")
            : state.Cohorts.Count(c => c.State != CohortState.Withdrawn) >= MaxLive || state.Cohorts.Count >= MaxCohorts
            ? throw CaseException.Refused("registry.full", $"'{state.IncidentId}' can't hold more than {MaxLive} cohorts that count, nor {MaxCohorts} in all. Import into one that it has.")
            : Decision.Nothing;
    }

    private static List<IDomainEvent> Defined(RegistryState state, DefineCohort c)
    {
        var defined = new CohortDefined(CohortIds.Cohort(state.IncidentId, c.Meta), c.Name, c.Title, c.SourceSystem, c.Determination, c.Categories);
        return state.Version > 0 ? [defined]
            : [new RegistryOpened(state.IncidentId, [.. c.Identifiers.Count > 0 ? c.Identifiers : DefaultIdentifiers.AsEnumerable()]), defined];
    }

    private static Decision Withdraw(RegistryState state, WithdrawCohort command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        var cohort = Known(state, command.Cohort);
        NotWithdrawn(cohort);
        return cohort.Importing is { } import
            ? throw CaseException.Refused("cohort.importing", $"'{cohort.Name}' is being imported ('{import.ImportId}' is {Name(import.State)}). Cancel that, or wait until it is sealed.")
            : Decision.Of(new CohortWithdrawn(cohort.CohortId, command.Reason, Remaining(state, cohort, command.Remaining))) with { Guards = WhileOpen(state) };
    }

    // How many persons the others name: known without counting if they name nobody, or if this one did not count.
    private static long? Remaining(RegistryState state, Cohort withdrawn, PersonCount? counted) =>
        !state.Live.Any(l => l.Cohort != withdrawn) ? 0
        : withdrawn.State == CohortState.Defined ? state.Persons
        : counted?.DataVersion == state.DataVersion ? counted.Persons
        : null;

    private static Cohort Known(RegistryState state, string idOrName) => state.FindCohort(idOrName)
        ?? throw NotFound("cohort.not_found", "The registry has no cohort of that id or name. Its cohorts are listed by ListCohorts.");

    private static void NotWithdrawn(Cohort cohort)
    {
        if (cohort.State == CohortState.Withdrawn)
        {
            throw CaseException.Refused("cohort.withdrawn", $"'{cohort.Name}' was withdrawn, which is for good. Define another cohort.");
        }
    }

    private static string Names(IEnumerable<IdentifierKind> kinds) =>
        string.Join(", ", kinds.Select(k => k == IdentifierKind.MemberId ? "MEMBER_ID" : k.ToString().ToUpperInvariant()));

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CohortName();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CategoryName();
}
