namespace IncidentGrains.Contracts;

/// <summary>What kind of refusal it is; the front door maps each to one gRPC status.</summary>
public enum CaseError
{
    /// <summary>The request is malformed: INVALID_ARGUMENT with field violations.</summary>
    Invalid,

    /// <summary>Unknown, or not visible to the caller: NOT_FOUND.</summary>
    NotFound,

    /// <summary>The caller's role lacks the permission: PERMISSION_DENIED.</summary>
    Denied,

    /// <summary>A rule refused: FAILED_PRECONDITION with the rule as violation type.</summary>
    Refused,

    /// <summary>The expected version is stale: ABORTED with the current version.</summary>
    Stale,

    /// <summary>The command id or reference is taken: ALREADY_EXISTS.</summary>
    Exists,

    /// <summary>Too much at once: RESOURCE_EXHAUSTED with a retry delay.</summary>
    Overloaded,

    /// <summary>The ledger or a silo is away: UNAVAILABLE with a retry delay.</summary>
    Unavailable,
}

/// <summary>One field of a request that can't be accepted, and what to send instead.</summary>
[GenerateSerializer, Immutable, Alias("ig.FieldViolation")]
public sealed record FieldViolation([property: Id(0)] string Field, [property: Id(1)] string Description);

/// <summary>The one exception that crosses grains: a refusal with a stable reason and a message that says what to do.</summary>
/// <remarks>Messages and details never hold personal data, database texts or stack traces: they reach the client as they are.</remarks>
[GenerateSerializer, Alias("ig.CaseException")]
public sealed class CaseException : Exception
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>A refusal without details.</summary>
    public CaseException(CaseError error, string reason, string message)
        : this(error, reason, message, [], NoMetadata)
    {
    }

    /// <summary>A refusal with details.</summary>
    public CaseException(
        CaseError error, string reason, string message,
        IReadOnlyList<FieldViolation> violations, IReadOnlyDictionary<string, string> metadata)
        : base(message)
    {
        Error = error;
        Reason = reason;
        Violations = [.. violations];
        Metadata = new Dictionary<string, string>(metadata, StringComparer.Ordinal);
    }

    /// <summary>What kind of refusal it is.</summary>
    [Id(0)]
    public CaseError Error { get; }

    /// <summary>The stable name of the rule or cause, such as <c>stage.order</c>.</summary>
    [Id(1)]
    public string Reason { get; }

    /// <summary>The fields at fault.</summary>
    [Id(2)]
    public List<FieldViolation> Violations { get; }

    /// <summary>Machine-readable details, such as <c>current_version</c>.</summary>
    [Id(3)]
    public Dictionary<string, string> Metadata { get; }

    /// <summary>A malformed request.</summary>
    public static CaseException Invalid(params IReadOnlyList<FieldViolation> violations) => new(
        CaseError.Invalid, "request.invalid",
        "The request can't be accepted: " + string.Join("; ", violations.Select(v => $"{v.Field}: {v.Description}")), violations, NoMetadata);

    /// <summary>Unknown, or not visible to the caller: the two are told apart nowhere.</summary>
    public static CaseException NotFound(string id) =>
        new(CaseError.NotFound, "case.not_found", $"There is no '{id}' that you can see. Check the id, or ask its commander for access.");

    /// <summary>A rule refused.</summary>
    public static CaseException Refused(string rule, string message) => new(CaseError.Refused, rule, message);

    /// <summary>The expected version is not the current one.</summary>
    public static CaseException Stale(string id, long expected, long current) => new(
        CaseError.Stale, "version.stale",
        $"'{id}' is at version {current}, not {expected}: somebody changed it. Read it again, decide anew, and send the new version.",
        [], new Dictionary<string, string>(StringComparer.Ordinal) { ["current_version"] = current.ToString() });

    /// <summary>The command id was used for something else.</summary>
    public static CaseException CommandReused(string commandId) => new(
        CaseError.Exists, "command.reused",
        $"The command id '{commandId}' was used for another command. Send a fresh id for a new intent, and the same content on a retry.");

    /// <summary>The ledger can't be reached; whether the command took effect is not known, a retry with the same id is safe.</summary>
    public static CaseException Unavailable() => new(
        CaseError.Unavailable, "ledger.unavailable",
        "The ledger can't be reached right now. Retry with the same command id: it takes effect once.");

    /// <summary>A silo of an older version met what a newer one recorded, and does not guess; nothing was recorded.</summary>
    public static CaseException Newer() => new(
        CaseError.Unavailable, "ledger.newer",
        "This silo runs an older version than the one that wrote the record. Retry with the same command id: a newer silo answers. If none is left, upgrade this one.");

    /// <summary>The server ends; a stream goes on elsewhere, or once it is back.</summary>
    public static CaseException Stopping() => new(
        CaseError.Unavailable, "server.stopping", "The server is stopping. Resume after the last position that you received.");
}
