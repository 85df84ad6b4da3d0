using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Host.Remediation;

/// <summary>The playbooks of this server: those that come with it, and a folder's.</summary>
internal static class PlaybookHosting
{
    /// <summary>Reads the folder that the settings name.</summary>
    /// <exception cref="ConfigurationException">A file can't be read or has errors: better no server than one that lacks what people count on.</exception>
    public static void AddPlaybooks(this WebApplicationBuilder builder, ServerOptions options)
    {
        if (options.Playbooks.Length == 0)
        {
            return;
        }

        try
        {
            var files = Directory.GetFiles(options.Playbooks, "*.yaml").Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllBytes(file)));
            var playbooks = Playbooks.BuiltIn.OverriddenBy(Playbooks.Of(files));
            builder.Services.AddSingleton<IPlaybookSource>(new LawPlaybooks(playbooks));
        }
        catch (PlaybookRefusedException e)
        {
            throw new ConfigurationException($"The playbooks can't be used:\n{e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The playbooks can't be read: {e.Message} Set Playbooks to a folder of this machine.", e);
        }
    }
}
