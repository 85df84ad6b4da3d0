using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Host.Access;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Incidents;

/// <summary>The shape of what every request has in common: command ids, versions, ids, instants, persons.</summary>
internal static partial class Requests
{
    // Clocks of callers differ a little from this server's.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>The head of a command: who, under which id, based on which version.</summary>
    public static CommandMeta Meta(ServerCallContext context, string commandId, long expectedVersion = 0)
    {
        if (!CommandId().IsMatch(commandId))
        {
            throw CaseException.Invalid(new FieldViolation(
                "command_id", "must be 1 to 64 of A-Z a-z 0-9 . _ : - ; send a fresh UUID for each intent and the same one on a retry."));
        }

        return expectedVersion >= 0
            ? new CommandMeta(commandId, AccessInterceptor.CallerOf(context).Actor, expectedVersion)
            : throw CaseException.Invalid(new FieldViolation("expected_version", "is negative; send the version you read, or 0 for any."));
    }

    /// <summary>An incident's id, if it has the form of one.</summary>
    public static string IncidentIdOf(string text, string field = "incident_id") => IncidentId.IsWellFormed(text) ? text
        : throw CaseException.Invalid(new FieldViolation(field, "is no incident id; one looks like 'inc-' and 26 lower-case letters and digits."));

    /// <summary>A task's id, if it has the form of one.</summary>
    public static string TaskIdOf(string text, string field = "task_id") => TaskId.IsWellFormed(text) ? text
        : throw CaseException.Invalid(new FieldViolation(field, "is no task id; one looks like 'tsk-' and 26 lower-case letters and digits."));

    /// <summary>An instant in whole microseconds, or null if the field is absent.</summary>
    public static DateTimeOffset? Instant(Timestamp? timestamp, string field)
    {
        if (timestamp is null)
        {
            return null;
        }

        try
        {
            return Instants.FromMicros(Instants.ToMicros(timestamp.ToDateTimeOffset()));
        }
        catch (InvalidOperationException)
        {
            throw CaseException.Invalid(new FieldViolation(field, "is no valid instant between the years 1 and 9999."));
        }
    }

    /// <summary>The instant of an <c>as_of</c>, or null: nobody can say what will be known.</summary>
    public static DateTimeOffset? AsOf(Timestamp? timestamp, TimeProvider time) => Instant(timestamp, "as_of") is { } asOf && asOf > time.GetUtcNow() + ClockTolerance
        ? throw CaseException.Invalid(new FieldViolation("as_of", "is in the future; leave it out for what is known now."))
        : Instant(timestamp, "as_of");

    /// <summary>An instant that must be there.</summary>
    public static DateTimeOffset RequiredInstant(Timestamp? timestamp, string field) => Instant(timestamp, field)
        ?? throw CaseException.Invalid(new FieldViolation(field, "is missing; send an instant."));

    /// <summary>A person as <c>issuer|subject</c>; a subject alone is one of the caller's own issuer.</summary>
    public static string Person(ServerCallContext context, string text) =>
        text.Length == 0 || text.Contains('|', StringComparison.Ordinal) ? text : $"{AccessInterceptor.CallerOf(context).Actor.Issuer}|{text}";

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CommandId();
}
