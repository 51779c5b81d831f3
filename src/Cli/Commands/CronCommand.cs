using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Runtime.Queues;

namespace DarkLang.Cli.Commands;

internal static class CronCommand
{
    public static Command Create(Shell shell) => new("cron", "Crons: list, run now, pause, resume, coming times")
    {
        List(shell),
        Run(shell),
        SteeringCommands.Pause(shell, "cron", HandlerId.Cron),
        SteeringCommands.Resume(shell, "cron", HandlerId.Cron),
        Next(shell),
    };

    private static Command List(Shell shell) => new Command("ls", "List the crons and when they are due").Reads(shell, async (client, _, json, cancellation) =>
    {
        var status = await client.Status(cancellation);
        if (json)
            JsonOutput.WriteList(shell.Out, "dark.crons/1", status.Crons, ViewJson.Cron);
        else if (status.Crons.Count == 0)
            shell.Note("the canvas has no crons");
        else
            ViewText.Crons(shell, status.Crons);
    });

    private static Command Run(Shell shell)
    {
        var name = StandardOptions.Handler("The cron");
        return new Command("run", "Run a cron now; its schedule does not move") { name }.Acts(shell, async (client, parse, cancellation) =>
        {
            var message = await client.RunCron(parse.GetRequiredValue(name), cancellation);
            shell.Out.WriteLine(message);
        });
    }

    private static Command Next(Shell shell)
    {
        var name = StandardOptions.Handler("The cron");
        var count = StandardOptions.NumberOption("-n", "How many", 5, "--count");
        return new Command("next", "Print the coming due times") { name, count }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var times = await client.NextDue(parse.GetRequiredValue(name), parse.GetValue(count), cancellation);
            if (json)
                JsonOutput.WriteList(shell.Out, "dark.due-times/1", times, (writer, time) => writer.Time("due", time));
            else
                times.ToList().ForEach(time => shell.Out.WriteLine(Words.Time(time)));
        });
    }
}
