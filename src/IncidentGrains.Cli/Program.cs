using System.CommandLine;
using IncidentGrains.Cli.Api;

var root = new RootCommand("incidentctl");
GlobalOptions.AddTo(root);
return await root.Parse(args).InvokeAsync();
