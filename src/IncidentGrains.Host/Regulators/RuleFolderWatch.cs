using System.Runtime.InteropServices;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Host.Regulators;

/// <summary>Reads the folder of rule packs again when a file of it has changed, or on SIGHUP. Packs with errors are refused whole: the last good ones stay in force, and the health says so.</summary>
internal sealed partial class RuleFolderWatch(ServerOptions options, RulesInForce rules, RuleSweep sweep, ILogger<RuleFolderWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var signal = new Signal();
        using var hangUp = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            // By default a hang-up ends the process.
            context.Cancel = true;
            signal.Raise();
        });
        var read = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            var seen = Look();
            if (seen != read)
            {
                read = seen;
                await Read(stoppingToken);
            }

            await Signal.Wait(next, Poll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            read = next.IsCompleted ? "" : read;
        }
    }

    private async Task Read(CancellationToken stoppingToken)
    {
        try
        {
            var packs = RulePacks.Load(options.Rules);
            var before = rules.Current.Digest;
            rules.Take(packs);
            if (packs.Digest != before)
            {
                LogTaken(logger, packs.Rules.Count, packs.Digest);
                await sweep.Run(packs.Digest, stoppingToken);
            }
        }
        catch (Exception e) when (e is RulePacksRefusedException or IOException or UnauthorizedAccessException)
        {
            rules.Keep(e.Message);
            LogKept(logger, rules.Current.Digest, e.Message);
        }
    }

    // Names, sizes and times: a folder that can't be looked at is one that changed.
    private string Look()
    {
        try
        {
            return string.Join('\n', new DirectoryInfo(options.Rules).EnumerateFiles().Where(f => f.Extension is ".yaml" or ".yml")
                .OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "? " + e.GetType().Name;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rules} rules are in force, digest {Digest}; all incidents are assessed by them")]
    private static partial void LogTaken(ILogger logger, int rules, string digest);

    [LoggerMessage(Level = LogLevel.Error, Message = "The rule packs in the folder are refused; those with digest {Digest} stay in force: {Refusal}")]
    private static partial void LogKept(ILogger logger, string digest, string refusal);
}
