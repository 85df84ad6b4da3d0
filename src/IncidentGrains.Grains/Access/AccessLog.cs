using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Access;

/// <summary>How much was granted; the log itself is the ledger's stream.</summary>
internal sealed record AccessLogState(string Id, long Minted);

/// <summary>The rules of the embedded issuer.</summary>
internal sealed partial class AccessLog : IAggregate<AccessLogState>
{
    public static TimeSpan MaxLifetime { get; } = TimeSpan.FromDays(366);

    public static string FoldVersion => "access/1";

    public static AccessLogState Empty(string id) => new(id, 0);

    public static AccessLogState Apply(AccessLogState state, RecordedEvent item) => state with { Minted = item.Seq };

    public static string CaseOf(AccessLogState state) => state.Id;

    public static IndexRow? Index(AccessLogState state, AccessLogState before) => null;

    public static Decision Decide(MintToken command)
    {
        new RequestCheck()
            .That(Subject().IsMatch(command.Subject), "subject", "must be 1 to 100 of A-Z a-z 0-9 . _ @ -")
            .That(command.Roles != Roles.None, "roles", "is empty; name at least one role.")
            .That(command.Lifetime > TimeSpan.Zero && command.Lifetime <= MaxLifetime, "lifetime", "must be more than 0 and at most 366 days.")
            .Throw();
        return Decision.Of(new TokenMinted(command.Subject, command.Roles, command.Lifetime, command.TokenId));
    }

    [GeneratedRegex(@"^[A-Za-z0-9._@-]{1,100}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Subject();
}

/// <summary>JSON of access events and snapshots.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TokenMinted))]
[JsonSerializable(typeof(Snapshot<AccessLogState>))]
internal sealed partial class AccessJson : JsonSerializerContext;

/// <summary>The stored names of access events.</summary>
internal static class AccessEventTypes
{
    public static EventTypes AddAccess(this EventTypes types) => types
        .Add("access.token-minted.v1", new AccessJson(EventTypes.Readable(AccessJson.Default.Options)).TokenMinted);
}
