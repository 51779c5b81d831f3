using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

/// <summary>Prints the way of one message through all workers as a tree.</summary>
internal static class TraceWay
{
    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("ID") { Description = "The id of a message or a trace, or its beginning" };
        return new Command("way", "Show the way of a message: what led to it, and what it led to") { id }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var way = await client.Ask(Operations.Way, new(parse.GetRequiredValue(id)), cancellation);
            ViewOutput.Show(shell, json, "dark.way/1", way, ControlJson.Form.WayView, Write);
            if (way.IsCut)
                shell.Note("there are more messages below: the way of one of them shows its own");
        });
    }

    private static void Write(Shell shell, WayView way)
    {
        var rows = WayRow.Of(way);
        var names = rows.Select(row => $"{new string(' ', 2 * row.Depth)}{HandlerText.Short(row.Step.Handler)}").ToList();
        var width = names.Max(TextFit.Width);
        if (way.Steps[0].Parent is { } lost)
            shell.Out.WriteLine($"(emitted by message {lost}, of which nothing is known any more)");
        for (var i = 0; i < names.Count; i++)
            shell.Out.WriteLine(Line(rows[i], names[i] + new string(' ', width - TextFit.Width(names[i]))));
    }

    private static string Line(WayRow row, string name)
    {
        var step = row.Step;
        var mark = row.IsStart ? ">" : " ";
        var duration = step.Duration is { } known ? $"  {DisplayTime.Duration(known)}" : "";
        var attempts = step.Attempts > 1 ? $"  {step.Attempts} attempts" : "";
        var trace = step.Trace is { } id ? $"  trace {DisplayText.ShortId(id)}" : "";
        var state = $"{step.State.Word()}  {DisplayTime.Time(step.At)}";
        return $"{mark} {name}  {DisplayText.ShortId(step.Message)}  {state}{duration}{attempts}{trace}";
    }
}
