using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Tests.Syntax;

public sealed class LimitTests
{
    private const int StackSize = 1024 * 1024;

    public static TheoryData<string, string, string> ValidNestings => new()
    {
        { "(", "1", ")" },
        { "[", "1", "]" },
        { "{ a: ", "1", "}" },
        { "{ a with b: ", "1", "}" },
        { "$\"{", "1", "}\"" },
        { "f (", "1", ")" },
        { "1 + (2 * ", "1", ")" },
        { "- ", "x", "" },
        { "2 ^ ", "x", "" },
        { "\\x -> ", "x", "" },
        { "f \\x -> ", "x", "" },
        { "x |> f \\y -> ", "y", "" },
        { "if a then ", "b", "" },
        { "if a then b else ", "c", "" },
        { "if ", "a", " then b" },
        { "let x = 1 in ", "x", "" },
        { "let x = ", "1", " in x" },
        { "match x with a -> ", "b", "" },
        { "match ", "x", " with a -> b" },
        { "(\\x ->\n  ", "1", ")" },
    };

    /// <summary>The valid nestings, and texts that are wrong at every level or close more than they open when repeated.</summary>
    public static TheoryData<string, string, string> Nestings => new(
        [
            .. ValidNestings.Select(row => row.Data),
            ("\\(", "a", ") -> 1"),
            ("\\[", "a", "] -> 1"),
            ("match x with Just (", "a", ") -> b"),
            ("(", "", ""),
            ("([{", "", ""),
            ("", "x", ")"),
            ("$\"{", "", ""),
        ]);

    public static TheoryData<string, string> Chains => new()
    {
        { "1", " + 1" },
        { "x", " |> f" },
        { "x", ".y" },
        { "a", " && b || c" },
        { "a", "\n  |> f" },
        { "a", "\n  a" },
        { "let a = 1", "\n  let a = 1" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Ten_thousand_levels_are_refused_with_a_diagnostic(string open, string inner, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 10_000)) + inner + string.Concat(Enumerable.Repeat(close, 10_000));
        var diagnostics = OnSmallStack(() => CanvasParser.ParseFile(new SourceText("deep.dark", $"fn f = {text}\nfn g = 1\n")).Diagnostics);
        Assert.InRange(diagnostics.Count, 1, 3);
    }

    [Theory]
    [MemberData(nameof(ValidNestings))]
    public void A_hundred_levels_are_read(string open, string inner, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100)) + inner + string.Concat(Enumerable.Repeat(close, 100));
        Assert.Empty(OnSmallStack(() => CanvasParser.ParseExpression(new SourceText("deep.dark", text)).Diagnostics));
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_of_ten_thousand_is_refused_with_a_diagnostic(string first, string rest)
    {
        var text = "fn f =\n  " + first + string.Concat(Enumerable.Repeat(rest, 10_000));
        var diagnostic = Assert.Single(OnSmallStack(() => CanvasParser.ParseFile(new SourceText("long.dark", text)).Diagnostics));
        Assert.Equal("D0211", diagnostic.Code);
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_of_a_thousand_is_read(string first, string rest)
    {
        var text = "fn f =\n  " + first + string.Concat(Enumerable.Repeat(rest, 900))
            + (first.StartsWith("let", StringComparison.Ordinal) ? "\n  a" : "");
        Assert.Empty(OnSmallStack(() => CanvasParser.ParseFile(new SourceText("long.dark", text)).Diagnostics));
    }

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Nesting_near_the_limit_is_read_or_refused_on_a_small_stack(string open, string inner, string close)
    {
        foreach (var levels in new[] { 123, 165, 198, 248 })
        {
            var text = string.Concat(Enumerable.Repeat(open, levels)) + inner + string.Concat(Enumerable.Repeat(close, levels));
            var diagnostics = OnSmallStack(() => CanvasParser.ParseExpression(new SourceText("deep.dark", text)).Diagnostics);
            Assert.InRange(diagnostics.Count, 0, 3);
        }
    }

    [Fact]
    public void A_list_may_be_of_any_length()
    {
        var text = "fn f = [\n" + string.Concat(Enumerable.Repeat("  1 + x\n", 20_000)) + "]";
        Assert.Empty(CanvasParser.ParseFile(new SourceText("long.dark", text)).Diagnostics);
    }

    [Fact]
    public void Deep_types_and_deep_indentation_are_refused_with_a_diagnostic()
    {
        var types = $"fn f (x: {string.Concat(Enumerable.Repeat("List<", 10_000))}Int{new string('>', 10_000)}) = 1";
        Assert.Equal(
            "D0211", Assert.Single(OnSmallStack(() => CanvasParser.ParseFile(new SourceText("types.dark", types)).Diagnostics)).Code);

        var lines = Enumerable.Range(1, 1_000).Select(level => new string(' ', level) + "if a then");
        var indented = "fn f =\n" + string.Join('\n', lines);
        Assert.Equal(
            "D0210", Assert.Single(OnSmallStack(() => CanvasParser.ParseFile(new SourceText("lines.dark", indented)).Diagnostics)).Code);
    }

    private static T OnSmallStack<T>(Func<T> run)
    {
        T? result = default;
        var thread = new Thread(() => result = run(), StackSize);
        thread.Start();
        thread.Join();
        return result!;
    }
}
