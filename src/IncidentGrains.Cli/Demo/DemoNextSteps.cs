using System.Globalization;
using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Demo;

/// <summary>What to try on a server that was kept.</summary>
internal static class DemoNextSteps
{
    /// <summary>Prints commands that work as they stand.</summary>
    public static void Print(
        HostProcess host, DemoPeople people, DemoFolder folder, string incidentId, string fingerprint, IReadOnlyList<KnownAt> known)
    {
        DemoPage.Section("To try, while the server runs");
        Terminal.Line(Terminal.Out, $"alias incidentctl=\"dotnet {Path.Combine(AppContext.BaseDirectory, "incidentctl.dll")}\"");
        Terminal.Line(Terminal.Out, $"export INCIDENTCTL_SERVER={Origin(host.Grpc)} INCIDENTCTL_TOKEN_FILE={Quoted(people.AdminTokenFile)}");
        Terminal.Line(Terminal.Out, $"incidentctl incident get {incidentId}");
        foreach (var at in known.Take(1))
        {
            Terminal.Line(Terminal.Out, $"incidentctl incident get {incidentId} --as-of {at.At.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)}");
        }

        Terminal.Line(Terminal.Out, "incidentctl incident list --page-size 10");
        Terminal.Line(Terminal.Out, $"incidentctl ledger verify {Quoted(folder[incidentId + ".ledger.jsonl"])} --fingerprint {fingerprint}");
        Terminal.Line(Terminal.Out, $"curl -H \"authorization: Bearer $(cat {Quoted(people.AdminTokenFile)})\" {Origin(host.Rest)}/v1/incidents/{incidentId}");
        DemoPage.Aside("Ctrl-C stops the server.");
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

    // For a POSIX shell.
    private static string Quoted(string path) => "'" + path.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
