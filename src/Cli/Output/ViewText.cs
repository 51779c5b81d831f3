namespace DarkLang.Cli.Output;

/// <summary>The parts of views that several commands print.</summary>
internal static class ViewText
{
    /// <summary>Prints the options as written in the canvas; nothing if there are none.</summary>
    public static void Options(TextWriter output, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count == 0)
            return;
        output.WriteLine("\noptions");
        Facts(output, [.. options.Select(option => ($"  {option.Key}", (string?)option.Value))]);
    }

    /// <summary>Prints the options that were set by hand; nothing if there are none.</summary>
    public static void Overrides(TextWriter output, IReadOnlyList<OverrideView>? overrides)
    {
        if (overrides is null)
            return;
        output.WriteLine("\nset until the file says otherwise");
        Facts(output, [.. overrides.Select(set => ($"  {set.Option}", (string?)HandlerText.Override(set)))]);
    }

    /// <summary>Prints the input of an attempt under a title.</summary>
    public static void Input(TextWriter output, string title, ValueView? input)
    {
        output.WriteLine(input is null ? "\nNo input parameters" : $"\n{title}");
        if (input is not null)
            Value(output, input.Literal ?? input.Text);
    }

    public static void Failure(TextWriter output, Failure failure)
    {
        output.WriteLine($"error[{failure.Code}]: {DisplayText.Printable(failure.Message)}");
        output.WriteLine($"  at {DisplayText.OneLine(failure.At)}");
        foreach (var frame in failure.Stack)
            output.WriteLine($"     in {DisplayText.OneLine(frame.Function)} ({DisplayText.OneLine(frame.At)})");
        if (failure.Help is not null)
            output.WriteLine($"  = help: {DisplayText.Printable(failure.Help)}");
    }

    /// <summary>Prints names and values, with the values aligned; a null value is left out.</summary>
    public static void Facts(TextWriter output, params (string Name, string? Value)[] facts)
    {
        var width = facts.Max(fact => fact.Name.Length);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
                output.WriteLine($"{name.PadRight(width)}  {DisplayText.OneLine(value)}");
        }
    }

    /// <summary>Prints a value, indented.</summary>
    public static void Value(TextWriter output, string text, string indent = "  ")
    {
        foreach (var line in DisplayText.Printable(text).Split('\n'))
            output.WriteLine(indent + line);
    }
}
