using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>A message that failed too often and waits for an operator, so that the rest proceeds.</summary>
/// <param name="Consumer">Who could not take it: a consumer's queue, or <see cref="Relay"/> if it could not even be sent.</param>
/// <param name="Message">The name of the message, or of the event of which none could be made; empty if not even that is known.</param>
/// <param name="Body">What was received, as it was; empty for the relay's, which the ledger holds.</param>
/// <param name="Stream">The event's stream; empty if the body does not tell.</param>
/// <param name="Seq">The event's place in its stream; 0 if the body does not tell.</param>
/// <param name="Reason">A code; never a text that could hold personal data.</param>
/// <param name="FirstFailedAt">When it failed first.</param>
/// <param name="LastFailedAt">When it failed last.</param>
/// <param name="Tries">How often it was tried in all.</param>
internal sealed record ParkedMessage(
    string Consumer, string Message, byte[] Body, string Stream, long Seq, string Reason,
    DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt, long Tries)
{
    /// <summary>Stands in the place of a consumer where the relay could not send an event.</summary>
    public const string Relay = "incidentgrains.relay";

    /// <summary>The same message to the same consumer has the same id, however often it fails or is delivered.</summary>
    public string Id { get; init; } = IdOf(Consumer, Stream, Seq, Body);

    private static string IdOf(string consumer, string stream, long seq, byte[] body)
    {
        var what = stream.Length > 0 ? $"{stream}\n{seq}" : Convert.ToHexString(SHA256.HashData(body));
        return "prk-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{consumer}\n{what}"))[..16]);
    }
}
