using DarkLang.Lang.Interactive;

namespace DarkLang.Cli.Repl;

/// <summary>Puts lines together to inputs: an expression goes on while something is open, a block until an empty line or one at its left.</summary>
internal sealed class InputAssembler
{
    private readonly List<string> _lines = [];

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>Cuts a text of many lines; the last input is in it however it ends.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var assembler = new InputAssembler();
        var inputs = text.Split('\n').SelectMany(line => assembler.Add(line)).ToList();
        if (assembler.Finish() is { } last)
            inputs.Add(last);
        return inputs;
    }

    /// <summary>Whether nothing is left open at the end of a text, so that it can be run.</summary>
    public static bool IsFinished(string text)
    {
        var assembler = new InputAssembler();
        foreach (var line in text.Split('\n'))
            assembler.Add(line);
        return assembler.IsEmpty;
    }

    /// <summary>The inputs that are complete with this line: none, one, or two when it begins the next.</summary>
    public IReadOnlyList<string> Add(string line) => [.. Take(line)];

    /// <summary>What is there when no more lines come; null when that is nothing.</summary>
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
        // After an operator the rest is expected on the next line: there it has to stand deeper.
        _lines.Add(!IsEmpty && line.Length > 0 && line[0] != ' ' && TypedText.EndsInOperator(Text) ? $"  {line}" : line);
        if (ReplCommandLine.Is(Text) || TypedText.StateOf(Text) == TypedState.Complete)
            yield return Finish()!;
    }

    private string Text => string.Join('\n', _lines);
}
