using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Access;

/// <summary>Issue a token of the embedded issuer.</summary>
/// <param name="Meta">Who mints it, under which command id.</param>
/// <param name="Subject">Whose token it is.</param>
/// <param name="Roles">What it grants.</param>
/// <param name="Lifetime">How long it lasts.</param>
/// <param name="TokenId">The token's own id (jti); not part of what makes a retry the same command.</param>
[GenerateSerializer, Immutable, Alias("ig.MintToken")]
public sealed record MintToken(
    CommandMeta Meta, [property: Id(0)] string Subject, [property: Id(1)] Roles Roles, [property: Id(2)] TimeSpan Lifetime, [property: Id(3)] string TokenId) : Command(Meta);

/// <summary>A token was issued.</summary>
public sealed record TokenMinted(string Subject, Roles Roles, TimeSpan Lifetime, string TokenId) : IDomainEvent;

/// <summary>What was granted to whom; its key is <see cref="Key"/>.</summary>
[Alias("ig.IAccessLogGrain")]
public interface IAccessLogGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain; also its stream and its case.</summary>
    public const string Key = "sys-access";

    /// <summary>Records that a token is issued; the caller hands it out only after this.</summary>
    /// <exception cref="CaseException">The request is malformed, or its command id was used before.</exception>
    [Alias("Record")]
    Task Record(MintToken command);
}
