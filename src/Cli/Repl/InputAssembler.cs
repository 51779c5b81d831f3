namespace DarkLang.Cli.Repl;

/// <summary>Assembles lines into inputs. An expression continues while something is open, a block until an empty or foreign line.</summary>
internal sealed class InputAssembler
{
    private readonly List<string> _lines = [];

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>Splits a text of many lines into inputs; the last one may be unfinished.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var assembler = new InputAssembler();
        var inputs = text.Split('\n').SelectMany(line => assembler.Add(line)).ToList();
        if (assembler.Finish() is { } last)
            inputs.Add(last);
        return inputs;
    }

    /// <summary>Whether a text is complete, so that it can be run.</summary>
    public static bool IsFinished(string text)
    {
        var assembler = new InputAssembler();
        foreach (var line in text.Split('\n'))
            assembler.Add(line);
        return assembler.IsEmpty;
    }

    /// <summary>Adds a line and returns the inputs that it completes: two if it ends a block and is an input itself.</summary>
    public IReadOnlyList<string> Add(string line) => [.. Take(line)];

    /// <summary>Returns the unfinished input; null if there is none.</summary>
    public string? Finish()
    {
        if (IsEmpty)
            return null;
        var text = Text;
        _lines.Clear();
        return text;
    }

    private IEnumerable<string> Take(string line)
    {
        var state = IsEmpty ? TypedState.Complete : TypedText.StateOf(Text);
        if (state != TypedState.InRawString && string.IsNullOrWhiteSpace(line))
        {
            if (Finish() is { } ended)
                yield return ended;
            yield break;
        }
        if (state == TypedState.InBlock && _lines.Count > 1 && (line[0] == ':' || !TypedText.ContinuesBlock(line)) && Finish() is { } block)
            yield return block;
        // The line after an operator continues the expression, for which it must be indented.
        _lines.Add(!IsEmpty && line.Length > 0 && line[0] != ' ' && TypedText.EndsInOperator(Text) ? $"  {line}" : line);
        if (ReplCommandLine.Is(Text) || TypedText.StateOf(Text) == TypedState.Complete)
            yield return Finish()!;
    }

    private string Text => string.Join('\n', _lines);
}
