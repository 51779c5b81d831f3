using System.Globalization;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Tests.Formatting;

namespace DarkLang.Lang.Tests.Fuzzing;

/// <summary>
/// Parsing, checking, formatting and running any text returns trees, diagnostics and outcomes, and never fails. DARK_FUZZ_TEXTS=1000000
/// tries more and reports its progress, and DARK_FUZZ_SEED=n starts with another seed; a failure names its seed.
/// </summary>
public sealed class FrontEndFuzzTests(ITestOutputHelper output)
{
    private const int Usual = 10_000;

    private static readonly int Count = Setting("DARK_FUZZ_TEXTS", Usual);
    private static readonly int First = Setting("DARK_FUZZ_SEED", 1);

    [Fact]
    public void Any_text_is_parsed_checked_formatted_and_run_without_a_fault()
    {
        var started = TimeProvider.System.GetTimestamp();
        var tally = new Tally();
        for (var seed = First; seed < First + Count; seed++)
        {
            Try(seed, tally);
            if ((seed - First + 1) % Usual == 0 && Count > Usual)
                TestContext.Current.SendDiagnosticMessage($"{seed - First + 1} of {Count} texts, seed {seed}");
        }
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        output.WriteLine(
            $"{Count} texts from seed {First}, {Count / elapsed.TotalSeconds:F0} a second: "
            + $"{tally.Formatted} formatted, {tally.Loaded} loaded, {tally.Run} run");
        Assert.True(Count < Usual || (tally.Formatted > Count / 20 && tally.Run > Count / 100), "too few texts make sense");
    }

    [Theory]
    [InlineData("worker w\n  match event with\n    | 99999999999999999999 -> 1\n")]
    [InlineData("worker w\n  let 30s = 1\n  2\n")]
    public void Texts_that_once_failed_have_diagnostics(string text) => Check(text, new Tally());

    private static void Try(int seed, Tally tally)
    {
        var text = new FuzzText(seed).Make();
        try
        {
            Check(text, tally);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"DARK_FUZZ_SEED={seed} DARK_FUZZ_TEXTS=1 repeats this: {failure.Message}\n{text}", failure);
        }
    }

    private static void Check(string text, Tally tally)
    {
        var source = new SourceText("any.dark", text);
        if (FormatCheck.Verify(text))
            tally.Formatted++;
        var loaded = CanvasLoader.Load([source]);
        Assert.True(loaded.Canvas is not null || loaded.Diagnostics.Count > 0, "nothing is wrong, and nothing is loaded");
        _ = Programs.Render(loaded.Diagnostics);
        if (loaded.Canvas is null)
            return;
        tally.Loaded++;
        // Functions without parameters can be run on their own.
        foreach (var name in CanvasParser.ParseFile(source).Syntax.Items.OfType<FnItem>().Where(fn => fn.Parameters.Count == 0)
            .Select(fn => fn.Name).Take(10))
        {
            var expression = CanvasLoader.LoadExpression(new SourceText("eval", name), [source]);
            if (expression.Code is not { } code)
                continue;
            Assert.NotEmpty(Programs.Show(Programs.Run(code, [], Programs.SmallLimits with { Steps = 20_000, Depth = 200 })));
            tally.Run++;
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed class Tally
    {
        public int Formatted { get; set; }

        public int Loaded { get; set; }

        public int Run { get; set; }
    }
}
