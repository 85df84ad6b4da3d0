using System.CommandLine;
using IncidentGrains.Benchmarks;
using IncidentGrains.Benchmarks.Cohorts;

if (args is [BareServer.Verb])
{
    return await BareServer.Serve();
}

// Each benchmark runs ours and its peer in turn, on the same machine, with the same durability.
var rows = new Option<int?>("--rows") { Description = "How many units of work a run does; the default suits a machine with two cores." };
var repeats = new Option<int>("--repeats") { Description = "How often each is run, after one warm-up.", DefaultValueFactory = _ => 5 };
var output = new Option<string>("--output") { Description = "text, or json for one object on standard output.", DefaultValueFactory = _ => "text" };
output.AcceptOnlyFromAmong("text", "json");

var root = new RootCommand("Measures IncidentGrains beside its peers.");
Add("commands-embedded", "P11: incident commands over gRPC, SQLite, 64 callers, 10,000 incidents; peer: the same rows, one transaction a command.",
    options => CommandsEmbedded.Run(options, incidents: 10_000));
Add("commands", "P10: incident commands over gRPC, PostgreSQL, 64 callers, 10,000 incidents; peer: pgbench, the same rows in one statement a command.",
    options => Commands.Run(options, incidents: 10_000));
Add("scale-out", "P15: the same on 1, 2 and 3 silos, with the measured CPU per command.", options => ScaleOut.Run(options, incidents: 2_000));
Add("ledger-verify", "P12: verification of hash chains; peer: SHA-256 of the same bytes.", options => Task.FromResult(LedgerVerify.Run(options)));
Add("import", "P1-P3: a CSV file to a sealed cohort, client included; peers: DuckDB, PostgreSQL's COPY, SQLite.", Import.Run);
Add("import-full", "P4: 33.7 million rows end to end, with the server's memory.", Import.Full);
Add("lookup", "P5: who is affected, 100 at a time over gRPC; peer: PostgreSQL's prepared = ANY.", Lookup.Batches);
Add("lookup-unary", "P6: the same one at a time; peer: a bare gRPC method.", Lookup.Unary);
Add("audience", "P7: who was not told yet of 33.7 million; peer: DuckDB's anti-join.", options => Task.FromResult(Audience.Run(options)));
Add("storage", "P14: bytes at rest a person; peer: PostgreSQL rows with three indexes.", Storage.Run);
Add("cases", "P13: the board of 10,000 incidents with 10 obligations each, and the assessment of one; peer: the same query in bare SQLite.", Cases.Run);
return await root.Parse(args).InvokeAsync();

void Add(string name, string description, Func<BenchmarkOptions, Task<Report>> run)
{
    var command = new Command(name, description) { rows, repeats, output };
    command.SetAction(async parsed =>
    {
        var report = await run(new BenchmarkOptions(parsed.GetValue(rows), parsed.GetValue(repeats)));
        Console.WriteLine(parsed.GetValue(output) == "json" ? report.ToJson() : report.ToText());
    });
    root.Add(command);
}
