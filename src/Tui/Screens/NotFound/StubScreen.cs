using System.Globalization;
using DarkLang.Display;
using DarkLang.Lang.Source;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.NotFound;

/// <summary>A worker as it would be written, and where.</summary>
internal sealed record StubScreen(string Name, WorkerStub Stub) : Screen
{
    public override ScreenKind Kind => ScreenKind.Stub;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var text = new SourceText(Stub.Path, Stub.Text);
        var source = new ColouredSource(text);
        // What is added begins with an empty line or two, and ends one.
        var lines = Stub.Text.TrimEnd().Count(letter => letter == '\n') + 1;
        var empty = Stub.Text.TakeWhile(letter => letter is '\n' or '\r').Count(letter => letter == '\n');
        var first = Stub.Line - Stub.Text[..Stub.Text.IndexOf("worker ", StringComparison.Ordinal)].Count(letter => letter == '\n');
        return
        [
            .. Header.Render(model, width),
            Pane.Rule($"worker {DisplayText.PrintableLine(Name)}, to be written at the end of {DisplayText.PrintableLine(Stub.Path)}", width),
            .. Enumerable.Range(empty + 1, lines - empty).Select(line =>
                new ScreenLine([new Piece(
                    string.Create(CultureInfo.InvariantCulture, $"{first + line - 1,5} │ "), Tone.Faint), .. source.Line(line)])),
            ScreenLine.Empty,
            ScreenLine.Of("  ___ stands for code that is still to be written: the messages wait for it", Tone.Faint),
            ScreenLine.Of("  ⏎ writes it, Esc leaves the file as it is", Tone.Faint),
        ];
    }

    public override string? Copies(CanvasModel model) => Stub.Text.Trim();

    public override ScreenResult? Do(UiCommand command, CanvasModel model) =>
        command == UiCommand.Send ? new ScreenResult(model with { Question = WorkerDraft.Ask(Name, Stub) }) : null;
}
