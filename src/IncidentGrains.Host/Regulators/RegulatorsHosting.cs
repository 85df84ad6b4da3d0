using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Host.Regulators.Filings.Exports;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Host.Regulators;

/// <summary>The rule packs of this server, those that come with it and a folder's, and what follows obligations.</summary>
internal static class RegulatorsHosting
{
    /// <summary>Reads the folder that the settings name.</summary>
    /// <exception cref="ConfigurationException">A file can't be read or has errors: at a start there is no last good pack to keep.</exception>
    public static void AddRegulators(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.AddSingleton<ClockWatch>().AddSingleton<RuleSweep>().AddSingleton<FilingExports>();
        if (options.Rules.Length == 0)
        {
            return;
        }

        try
        {
            var rules = new RulesInForce();
            rules.Take(RulePacks.Load(options.Rules));
            builder.Services.AddSingleton(rules);
        }
        catch (RulePacksRefusedException e)
        {
            throw new ConfigurationException($"The rule packs can't be used:\n{e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The rule packs can't be read: {e.Message} Set Rules to a folder of this machine.", e);
        }

        builder.Services.AddHostedService<RuleFolderWatch>();
    }
}
