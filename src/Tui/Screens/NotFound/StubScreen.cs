namespace DarkLang.Tui.Screens.NotFound;

/// <summary>Shows the worker to be written, and where.</summary>
internal sealed record StubScreen(string Name, WorkerStub Stub) : Screen
{
    public override ScreenKind Kind => ScreenKind.Stub;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var text = new SourceText(Stub.Path, Stub.Text);
        var source = new ColouredSource(text);
        // The addition begins with one or two line breaks and ends with one.
        var lines = Stub.Text.TrimEnd().Count(letter => letter == '\n') + 1;
        var empty = Stub.Text.TakeWhile(letter => letter is '\n' or '\r').Count(letter => letter == '\n');
        var first = Stub.Line - Stub.Text[..Stub.Text.IndexOf("worker ", StringComparison.Ordinal)].Count(letter => letter == '\n');
        return
        [
            .. Header.Render(model, width),
            Pane.Rule(DisplayText.PrintableLine($"worker {Name}, to be written at the end of {Stub.Path}"), width),
            .. Enumerable.Range(empty + 1, lines - empty).Select(line =>
                new ScreenLine([new Piece($"{first + line - 1,5} │ ", Tone.Faint), .. source.Line(line)])),
            ScreenLine.Empty,
            ScreenLine.Of("  ___ stands for code that is not written yet: the messages wait for it", Tone.Faint),
            ScreenLine.Of("  ⏎ writes it, Esc leaves the file as it is", Tone.Faint),
        ];
    }

    public override string? Copies(CanvasModel model) => Stub.Text.Trim();

    public override ScreenResult? Do(UiCommand command, CanvasModel model) =>
        command == UiCommand.Send ? new ScreenResult(model with { Question = WorkerDraft.Ask(Name, Stub) }) : null;
}
