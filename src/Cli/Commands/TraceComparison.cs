using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

/// <summary><c>trace replay</c> and <c>trace diff</c>: compare two runs.</summary>
internal static class TraceComparison
{
    private const int LongestValue = 200;

    public static Command Replay(Shell shell)
    {
        var id = new Argument<string>("ID") { Description = "The id of the trace, or its beginning" };
        var files = StandardOptions.Several("FILE", "The files of the canvas (those that run if omitted)");
        var live = new Option<bool>("--live") { Description = "Emit its input again, as a new message" };
        var yes = StandardOptions.Yes();
        return new Command("replay", "Run the input of a trace through the current code, changing nothing") { id, files, live, yes }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var trace = parse.GetRequiredValue(id);
            if (parse.GetValue(live))
                await ReplayLive(shell, client, trace, parse.GetValue(yes), json, cancellation);
            else
                await ReplaySafely(shell, client, trace, parse.GetValue(files) ?? [], json, cancellation);
        });
    }

    public static Command Diff(Shell shell)
    {
        var first = new Argument<string>("ID") { Description = "The id of a trace, or its beginning" };
        var second = new Argument<string>("OTHER") { Description = "The trace to compare it with" };
        return new Command("diff", "Show which values differ between two traces") { first, second }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var old = await Original(shell, client, parse.GetRequiredValue(first), cancellation);
            var now = await Original(shell, client, parse.GetRequiredValue(second), cancellation);
            Write(shell, old, now, json);
        });
    }

    private static async Task ReplayLive(
        Shell shell, IControlClient client, string trace, bool yes, bool json, CancellationToken cancellation)
    {
        var header = (await client.Ask(Operations.Trace, new(trace), cancellation)).Header;
        Confirmation.Require(shell, yes, $"run {header.Handler} for real, on the input of trace {DisplayText.ShortId(header.Id)}");
        var reply = await client.Ask(Operations.ReplayLive, new(header.Id.ToString()), cancellation);
        ViewOutput.Show(
            shell, json, "dark.replay/1", reply, ControlJson.Form.MessageReply, (_, shown) => shell.Out.WriteLine(shown.Message));
    }

    private static async Task ReplaySafely(
        Shell shell, IControlClient client, string trace, string[] files, bool json, CancellationToken cancellation)
    {
        var view = await client.Ask(Operations.Trace, new(trace), cancellation);
        var old = TraceReplays.Original(shell, view, cancellation);
        var now = await TraceReplays.Current(shell, client, view, files, cancellation);
        Write(shell, old, now, json);
        if (now.Recording.Outcome is not Outcome.Completed)
            throw new CommandFailure(ExitCode.Failed, "the replay did not complete");
    }

    private static async Task<ReplayResult.Ran> Original(
        Shell shell, IControlClient client, string trace, CancellationToken cancellation) =>
        TraceReplays.Original(shell, await client.Ask(Operations.Trace, new(trace), cancellation), cancellation);

    private static void Write(Shell shell, ReplayResult.Ran old, ReplayResult.Ran now, bool json)
    {
        var changes = RecordingDiff.Between(old.Recording, now.Recording);
        if (json)
        {
            JsonOutput.WriteObject(shell.Out, "dark.traceDiff/1", writer =>
            {
                writer.WriteString("old", TraceReplays.Describe(old.Recording.Outcome));
                writer.WriteString("new", TraceReplays.Describe(now.Recording.Outcome));
                writer.List("changes", changes, RecordingJson.Change);
            });
            return;
        }
        shell.Out.WriteLine($"- {TraceReplays.Describe(old.Recording.Outcome)}");
        shell.Out.WriteLine($"+ {TraceReplays.Describe(now.Recording.Outcome)}");
        WriteEmits(shell.Out, '-', old, now.Recording.Secrets);
        WriteEmits(shell.Out, '+', now, old.Recording.Secrets);
        foreach (var group in changes.GroupBy(change => change.Path))
        {
            shell.Out.WriteLine($"\n{DisplayText.PrintableLine(group.Key)}");
            foreach (var change in group)
                Write(shell.Out, change);
        }
        if (changes.Count == 0)
            shell.Note("no values differ");
    }

    /// <param name="others">What the other run used as secrets.</param>
    private static void WriteEmits(TextWriter output, char side, ReplayResult.Ran run, Secrets others)
    {
        foreach (var emit in run.Emits)
            output.WriteLine($"{side}   emits to {DisplayText.OneLine(emit.Worker)}: {Show(others.Redact(emit.Event))}");
    }

    private static void Write(TextWriter output, ValueChange change)
    {
        output.WriteLine($"  {DisplayText.PrintableLine(change.At.ToString())}  {DisplayText.OneLine(change.Text, 80)}");
        output.WriteLine($"    - {Show(change.Old, isOld: true)}");
        output.WriteLine($"    + {Show(change.New, isOld: false)}");
    }

    private static string Show(ValueSide side, bool isOld) => side.Value is { } value ? Show(value) : ValueStateText.Of(side.State, isOld);

    private static string Show(Value value) => DisplayText.OneLine(ValueDisplay.Short(value, LongestValue));
}
