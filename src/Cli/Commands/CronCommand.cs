using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class CronCommand
{
    public static Command Create(Shell shell) => new("cron", "Crons: list, show, run, pause, resume, next times")
    {
        List(shell),
        Show(shell),
        Run(shell),
        PauseCommands.Pause(shell, "cron", HandlerId.Cron),
        PauseCommands.Resume(shell, "cron", HandlerId.Cron),
        Next(shell),
    };

    private static Command List(Shell shell) =>
        new Command("ls", "List the crons and when they are due").Reads(shell, async (client, _, json, cancellation) =>
    {
        var crons = (await client.Ask(Operations.Status, cancellation)).Crons;
        ViewOutput.List(shell, json, "dark.crons/2", crons, ControlJson.Form.CronView, CronColumns.All, "the canvas has no crons");
    });

    private static Command Show(Shell shell)
    {
        var name = StandardOptions.Handler("The cron");
        return new Command("show", "Show a cron: its times, counts, pause, options and last traces") { name }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var cron = HandlerLookup.Cron(await client.Ask(Operations.Status, cancellation), parse.GetRequiredValue(name));
            ViewOutput.Show(shell, json, "dark.cron/2", cron, ControlJson.Form.CronView, Write);
        });
    }

    private static void Write(Shell shell, CronView cron)
    {
        ViewText.Facts(
            shell.Out,
            ("cron", cron.Name),
            ("state", PauseCommands.Describe(cron.State, cron.Pause)),
            ("schedule", cron.Schedule),
            ("next", DisplayTime.TimeIn(cron.NextDue, cron.Zone)),
            ("last", DisplayTime.Time(cron.LastRun)),
            ("waiting", DisplayText.Count(cron.Waiting)),
            ("running", DisplayText.Count(cron.Running)),
            ("dead", DisplayText.Count(cron.Dead)),
            ("done", DisplayText.Count(cron.Done)),
            ("dead in all", DisplayText.Count(cron.DeadInAll)),
            ("skipped", DisplayText.Count(cron.Skipped)),
            ("catch up", cron.CatchUp.Word()),
            ("overlap", cron.Overlap.Word()));
        ViewText.Options(shell.Out, cron.Options);
        TableText.WriteSection(shell, TraceColumns.All, cron.Traces);
    }

    private static Command Run(Shell shell)
    {
        var name = StandardOptions.Handler("The cron");
        return new Command("run", "Run a cron now; its schedule stays the same") { name }.Acts(shell, async (client, parse, cancellation) =>
        {
            var cron = HandlerId.Cron(parse.GetRequiredValue(name));
            shell.Out.WriteLine((await client.Ask(Operations.RunCron, new(cron), cancellation)).Message);
        });
    }

    private static Command Next(Shell shell)
    {
        var name = StandardOptions.Handler("The cron");
        var count = StandardOptions.NumberOption("-n", "How many times", 5, NextDueRequest.MostCount, "--count");
        return new Command("next", "Print the next due times") { name, count }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var cron = HandlerLookup.Cron(await client.Ask(Operations.Status, cancellation), parse.GetRequiredValue(name));
            var times = await client.Ask(Operations.NextDue, new(cron.Name, parse.GetValue(count)), cancellation);
            if (cron.Pause is not null)
                shell.Note($"note: cron {cron.Name} is paused: these are its times if it were resumed now");
            if (json)
                JsonOutput.WriteObject(shell.Out, "dark.due-times/2", writer =>
                {
                    writer.List("items", times, ControlJson.Form.DateTimeOffset);
                    if (cron.Zone is not { } zone || DisplayTime.LocalTimes(times, zone) is not { } local)
                        return;
                    writer.WriteString("zone", zone);
                    writer.Strings("local", local);
                });
            else
                times.ToList().ForEach(time => shell.Out.WriteLine(DisplayTime.TimeIn(time, cron.Zone)));
        });
    }
}
