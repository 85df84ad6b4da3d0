using System.Collections.Immutable;
using IncidentGrains.Contracts.Access;
using Orleans.Concurrency;

namespace IncidentGrains.Contracts.Regulators.Filings;

/// <summary>One filing with one regulator; its key is the filing's id.</summary>
/// <remarks>
/// Every command takes effect once for its command id, or is refused whole with a <see cref="CaseException"/>. To whoever
/// may not see the incident the filing does not exist.
/// </remarks>
[Alias("ig.IFilingGrain")]
public interface IFilingGrain : IGrainWithStringKey
{
    /// <summary>The filing now, or as recorded up to an instant.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<FilingState> Get(Actor actor, DateTimeOffset? asOf);

    /// <summary>What a version lacks; 0 means the latest.</summary>
    [AlwaysInterleave, Alias("Check")]
    Task<FilingCheck> Check(Actor actor, int number);

    /// <summary>Any command; answers with the filing as the command left it.</summary>
    [Alias("Execute")]
    Task<FilingState> Execute(FilingCommand command);

    /// <summary>Refreshes the draft; answers with the filing before and after.</summary>
    [Alias("Refresh")]
    Task<FilingRefresh> Refresh(RefreshFiling command);
}

/// <summary>A filing before and after its draft was refreshed; the same twice if nothing changed.</summary>
[GenerateSerializer, Immutable, Alias("ig.FilingRefresh")]
public sealed record FilingRefresh([property: Id(0)] FilingState Before, [property: Id(1)] FilingState After);

/// <summary>A version beside what has to stand in it.</summary>
/// <param name="State">The filing.</param>
/// <param name="Number">The version that was looked at.</param>
/// <param name="Items">Each field that is required or has a mistake, each item of the content sets that no field satisfies, and each open demand.</param>
[GenerateSerializer, Immutable, Alias("ig.FilingCheck")]
public sealed record FilingCheck([property: Id(0)] FilingState State, [property: Id(1)] int Number, [property: Id(2)] ImmutableList<FilingCheckItem> Items);

/// <summary>One item of a check.</summary>
/// <param name="Key">The field's key, the content item such as <c>KR6/6</c>, or the demand's id.</param>
/// <param name="Label">What is asked for, in the filing's language where the form has it.</param>
/// <param name="Result">Whether it is there.</param>
/// <param name="Content">The items of content sets for which the field stands.</param>
[GenerateSerializer, Immutable, Alias("ig.FilingCheckItem")]
public sealed record FilingCheckItem(
    [property: Id(0)] string Key, [property: Id(1)] string Label, [property: Id(2)] FilingCheckResult Result, [property: Id(3)] ImmutableList<string> Content);
