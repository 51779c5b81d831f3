using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Tests.Evaluation;

namespace DarkLang.Lang.Tests.Library;

/// <summary>
/// Patterns that hang other engines, from OWASP, from the reports of outages and from the papers about them. Where a backtracking engine
/// takes longer than the age of the universe, a linear one answers at once; the limit of three seconds for a match fails it otherwise.
/// </summary>
public sealed class PatternGrowthTests
{
    [Theory]
    [InlineData("(a+)+$", "a", "!")]
    [InlineData("([a-zA-Z]+)*$", "a", "!")]
    [InlineData("(a|aa)+$", "a", "!")]
    [InlineData("(a|a?)+$", "a", "!")]
    [InlineData("(.*a){20}$", "a", "!")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$", "a", "!")]
    [InlineData("(x+x+)+y", "x", "!")]
    [InlineData("(?:.*)*=.*;", "=", "!")]
    [InlineData(".*.*=.*", "x", "!")]
    [InlineData(@"^(\w+\s?)*$", "word ", "!")]
    [InlineData(@"^\s+|\s+$", " ", "x")]
    [InlineData(@"^(\d+)+$", "1", "x")]
    [InlineData(@"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$", "a", "!")]
    [InlineData(@"(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}", "a", "!")]
    [InlineData(@"^(?:(?:[^<>()\[\].,;:\s@""]+(?:\.[^<>()\[\].,;:\s@""]+)*)|("".+""))@", "a.", "!")]
    [InlineData(@"(?:(?:""|'|\]|\}|\\|\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|`|-|\+)+[)]*;?((?:\s|-|~|!|\{\}|\|\||\+)*.*(?:.*=.*)))", "x=", "x")]
    [InlineData("^(.*?,){11}P", "1,2,", "x")]
    [InlineData("(0|1|2|3|4|5|6|7|8|9)*x", "1", "y")]
    public void A_pattern_that_hangs_other_engines_answers_for_a_long_text(string pattern, string pump, string end)
    {
        var expression =
            $"Regex::matches (String::repeat \"{pump}\" {40_000 / pump.Length} ++ \"{end}\") \"\"\"{pattern}\"\"\"";

        Assert.IsType<Outcome.Completed>(Programs.Run(expression));
    }

    [Fact]
    public void Twice_the_text_takes_twice_the_steps_and_not_more()
    {
        Assert.IsType<Outcome.Completed>(Run(length: 20_000, steps: 2_000));
        Assert.IsType<Outcome.Completed>(Run(length: 40_000, steps: 4_000));

        static Outcome Run(int length, int steps) => Programs.Run(
            $"Regex::matches (String::repeat \"a\" {length} ++ \"!\") \"(a+)+$\"", limits: Limits.Default with { Steps = steps });
    }
}
