using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Formatting;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Testing;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Values;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Fuzzing;

/// <summary>Canvases whose names, keys, texts and comments are nasty: nothing about them shows what can't be seen.</summary>
public sealed class NastyCanvasTests
{
    [Fact]
    public void What_is_shown_of_any_text_can_be_seen() => NastyText.ForEach(nasty =>
    {
        var text = string.Concat(Enumerable.Range(0, 12).Select(_ => nasty.Text()));
        foreach (var source in new[] { text, $"worker {text}\n  {text}\n", $"// {text}\nworker \"{text}\"\n  $\"{text}\"\n" })
        {
            var loaded = CanvasLoader.Load([new SourceText($"{nasty.Text()}.dark", source)]);
            foreach (var diagnostic in loaded.Diagnostics)
                NastyText.AssertVisible("a diagnostic", DiagnosticRenderer.Render(diagnostic, color: false));
        }
    });

    [Fact]
    public void A_canvas_of_escaped_texts_is_checked_formatted_and_run_in_the_open() => NastyText.ForEach(nasty =>
    {
        var (name, key, text) = (nasty.Text(), nasty.Text(), nasty.Text());
        var source = Canvas(nasty, name, key, text);
        var loaded = CanvasLoader.Load([new SourceText("a.dark", source)]);
        Assert.DoesNotContain(loaded.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        Assert.DoesNotContain(loaded.Diagnostics, diagnostic => diagnostic.Code == ResolutionCodes.UnknownWorker);

        var formatted = CanvasFormatter.Format(new SourceText("a.dark", source)).Text!;
        NastyText.AssertVisible("the formatted canvas", formatted);
        Assert.Equal(formatted, CanvasFormatter.Format(new SourceText("a.dark", formatted)).Text);

        var @event = new DictBuilder();
        @event.Set(Nfc.Of(key), Value.String(Nfc.Of(text)));
        var outcome = Programs.Run(loaded.Canvas!.Workers[0].Body, [Value.Of(@event.ToDict())]);
        var error = Assert.IsType<Outcome.Failed>(outcome).Error;
        NastyText.AssertVisible("an error", DiagnosticRenderer.Render(error, color: false));
        Assert.Equal(RuntimeErrorCodes.UnknownField, error.Code);
        NastyText.AssertVisible("a value", ValueDisplay.Show(Value.Of(@event.ToDict())));
        NastyText.AssertVisible("a key", ValueDisplay.Short(Value.Of(@event.ToDict()), 20));
        NastyText.AssertVisible("JSON", ValueJson.Write(Value.Of(@event.ToDict()), indented: true));
        Assert.True(ValueJson.TryRead(ValueJson.Write(Value.Of(@event.ToDict()), indented: false), out var read, out _));
        Assert.True(ValueEquality.AreEqual(Value.Of(@event.ToDict()), read));
    });

    [Fact]
    public void Texts_that_look_the_same_are_the_same() => NastyText.ForEach(nasty =>
    {
        var (name, text) = (nasty.Text(), nasty.Text());
        var canvas = Programs.Canvas($"""
            worker {nasty.Literal(name)}
              event.{nasty.Literal(text)}

            test {nasty.Literal(nasty.Text())}
              let found = Test::run {nasty.Literal(nasty.Twin(name))} {'{'} {nasty.Literal(nasty.Twin(text))}: 7 {'}'}
              (found, {nasty.Literal(text)} == {nasty.Literal(nasty.Twin(text))}) == (7, true)

            """);

        var result = LargeStack.Run(() => TestRunner.Run(
            canvas, canvas.Tests[0], TestRunner.DefaultStart, seed: 1, Programs.SmallLimits, CancellationToken.None));

        Assert.True(result.Passed, $"{result.Message}\n{Programs.Show(result.Outcome)}");
        Assert.Single(TestRunner.Select(canvas, nasty.Twin(canvas.Tests[0].Name)));
    });

    private static string Canvas(NastyText nasty, string name, string key, string text) => $"""
        // {InvisibleCharacters.Escaped(text.ReplaceLineEndings(" "))}
        worker {nasty.Literal(name)}
          let text = {nasty.Literal(text)} ++ $"{'{'}event{'}'}"
          Log::info text {'{'} {nasty.Literal(key)}: event {'}'}
          emit {'{'} {nasty.Literal(nasty.Twin(key))}: text {'}'} {nasty.Literal(nasty.Twin(name))}
          match event.{nasty.Literal(nasty.Twin(key))}
            | {nasty.Literal(nasty.Twin(text))} -> event.{nasty.Literal(key + "?")}
            | _ -> fail text

        """;
}
