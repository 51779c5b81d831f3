using DarkLang.Lang.Formatting;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Tests.Formatting;

/// <summary>What the parser accepts, however deep or long, is formatted into what it accepts again.</summary>
public sealed class FormatLimitTests
{
    public static TheoryData<string, string, string> Nestings => new()
    {
        { "Option::map (Just 1) (\\x -> ", "1", ")" },
        { "(match x with | 1 -> 2 | _ -> ", "1", ")" },
        { "(if x then ", "1", " else 2)" },
        { "if x then 1 else ", "1", "" },
        { "\\x -> ", "1", "" },
        { "f \\x -> ", "1", "" },
        { "x |> f \\y -> ", "1", "" },
        { "[", "1", "]" },
        { "{ aLongName: ", "1", "}" },
        { "{ a with aLongName: ", "1", "}" },
        { "1 + (2 * ", "1", ")" },
        { "- ", "1", "" },
        { "2 ^ ", "1", "" },
        { "let x = 1 in ", "x", "" },
        { "let x = ", "1", " in x" },
        { "if ", "a", " then b" },
        { "$\"{", "1", "}\"" },
        { "f (g x) (", "1", ")" },
    };

    public static TheoryData<string, string> Chains => new()
    {
        { "x", " |> Int::add 1" },
        { "x", " |> + 1" },
        { "1", " + 1" },
        { "x", ".y" },
        { "a", " && b || c" },
        { "\"a\"", " ++ f x" },
        { "x", " |> f (\\y -> y + 1)" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void The_deepest_code_that_is_accepted_stays_accepted(string open, string inner, string close) =>
        FormatDeepest(levels => string.Concat(Enumerable.Repeat(open, levels)) + inner + string.Concat(Enumerable.Repeat(close, levels)));

    [Theory]
    [MemberData(nameof(Chains))]
    public void The_longest_chain_that_is_accepted_stays_accepted(string first, string rest) =>
        FormatDeepest(count => first + string.Concat(Enumerable.Repeat(rest, count)));

    [Fact]
    public void What_gets_brackets_beyond_the_limit_is_left_as_it_is_and_says_so()
    {
        var deep = string.Concat(Enumerable.Repeat("match ", 240)) + "x" + string.Concat(Enumerable.Repeat(" with a -> b", 240));
        Assert.True(IsAccepted(Canvas(deep)));
        var formatted = LargeStack.Run(() => CanvasFormatter.Format(Canvas(deep)));
        Assert.Null(formatted.Text);
        Assert.Null(formatted.Changed);
        var mistake = Assert.Single(formatted.Mistakes);
        Assert.Equal(
            ("D0210", "formatted, this item would be nested too deeply to be read again", "deep.dark:1:1"),
            (mistake.Code, mistake.Message, mistake.Location.ToString()));
    }

    /// <summary>Finds the largest size that is accepted, and formats it, some smaller ones, and the first that is refused.</summary>
    private static void FormatDeepest(Func<int, string> text)
    {
        var (accepted, refused) = (1, 5_000);
        while (refused - accepted > 1)
        {
            var middle = (accepted + refused) / 2;
            if (IsAccepted(Canvas(text(middle))))
                accepted = middle;
            else
                refused = middle;
        }
        foreach (var size in new[] { accepted, accepted - 1, accepted * 9 / 10, accepted / 2 }.Where(size => size > 0))
        {
            var formatted = LargeStack.Run(() => CanvasFormatter.Format(Canvas(text(size))));
            Assert.Null(formatted.Changed);
            if (formatted.Text is null)
                Assert.Fail($"{size} levels are accepted, but formatted they are not: {formatted.Mistakes[0].Message}");
            Assert.True(IsAccepted(new SourceText("deep.dark", formatted.Text)));
        }
        Assert.NotEmpty(LargeStack.Run(() => CanvasFormatter.Format(Canvas(text(refused)))).Mistakes);
    }

    private static SourceText Canvas(string body) => new("deep.dark", $"fn f (x: Any) =\n  {body}\n");

    private static bool IsAccepted(SourceText source) => LargeStack.Run(() => CanvasParser.ParseFile(source).Diagnostics.Count == 0);
}
