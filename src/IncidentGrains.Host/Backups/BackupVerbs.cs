using System.Globalization;
using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Backups;

/// <summary><c>backup</c> and <c>restore</c>: the ledger as of one instant, with a list of what is in it.</summary>
internal static class BackupVerbs
{
    /// <summary>Runs a verb and says what it did.</summary>
    /// <exception cref="ConfigurationException">It can't be done as asked; nothing was changed.</exception>
    public static async Task<int> Run(string verb, string[] arguments)
    {
        string[] settings = [.. arguments.Select(a => a == "--with-keys" ? "--WithKeys=true" : a)];
        var builder = WebApplication.CreateBuilder(CommandLine.Options(settings));
        builder.Configuration.AddCommandLine(settings, CommandLine.Switches);
        var options = ServerOptions.Read(builder.Configuration);
        ILedgerCopy ledger = options.IsProduction ? new PostgresCopy(options, builder.Configuration["PgBin"] ?? "") : new SqliteCopy(options);
        return verb == "backup"
            ? await Backup(options, ledger, Folder(builder.Configuration, "To"), builder.Configuration["WithKeys"] == "true")
            : await Restore(options, ledger, Folder(builder.Configuration, "From"));
    }

    private static async Task<int> Backup(ServerOptions options, ILedgerCopy ledger, string folder, bool withKeys)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new ConfigurationException($"'{folder}' holds something already. Give --to a directory that is empty or not there.");
        }

        if (withKeys)
        {
            KeyCopy.CheckSource(options);
        }

        OwnersOnly.Folder(folder);
        var manifest = await ledger.Save(folder, withKeys);
        if (withKeys)
        {
            KeyCopy.Save(options, folder);
        }

        // Last: a backup without it is one that was interrupted.
        manifest.Write(folder);
        Console.WriteLine($"backed up {What(manifest)} to {folder}");
        Console.WriteLine(withKeys ? "with the keys: whoever reads it can sign as this server, and read whom it affects" : "without the keys: back them up apart (or use --with-keys)");
        return 0;
    }

    private static async Task<int> Restore(ServerOptions options, ILedgerCopy ledger, string folder)
    {
        var manifest = Manifest.Read(folder);
        KeyCopy.CheckTarget(options, folder);
        await ledger.Load(folder);
        var keys = KeyCopy.Load(options, folder);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        ledger.Register(services);

        // The key is needed to sign, and nothing is signed here.
        using var unused = SigningKey.Create();
        await using var provider = services.AddLedger(unused).BuildServiceProvider();
        var verification = provider.GetRequiredService<CaseVerification>();
        var broken = new List<string>();
        foreach (var item in manifest.Cases)
        {
            var verdict = await verification.Verify(item.CaseId);
            if (verdict.Finding is not null || verdict.EventCount != item.Events)
            {
                broken.Add($"{item.CaseId}: {verdict.Finding?.ToString() ?? $"{verdict.EventCount} events, not {item.Events}"}");
            }
        }

        Console.WriteLine($"restored {What(manifest)}{(keys ? ", and the keys" : "; the keys were not in the backup: put them in their place before the server starts, or it becomes a new signer")}");
        Console.WriteLine($"verified {manifest.Cases.Count - broken.Count} of {manifest.Cases.Count} cases; what was recorded after the backup is lost, and checkpoints kept elsewhere will say so");
        broken.ForEach(b => Console.Error.WriteLine("broken: " + b));
        return broken.Count == 0 ? 0 : 1;
    }

    private static string What(Manifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{manifest.Events} events of {manifest.Cases.Count} cases{(manifest.LastEventAt is { } at ? $", up to {at:yyyy-MM-dd HH:mm:ss}Z" : "")}");

    private static string Folder(ConfigurationManager configuration, string name) => configuration[name] is { Length: > 0 } folder
        ? Path.GetFullPath(folder, Environment.CurrentDirectory)
        : throw new ConfigurationException($"Say where the backup is: --{name.ToLowerInvariant()} DIR.");
}
