using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Tests.Library;

/// <summary>A program that would use up the memory of the machine gets an error.</summary>
public sealed class SizeLimitTests
{
    // A small value: each list contains the one before it twice.
    private const string HugeTree = @"List::fold (List::range 1 60) [1] (\a i -> [a, a])";

    private static readonly Limits Small = Limits.Default with { TextLength = 1000, ListLength = 1000, Steps = 1_000_000 };

    [Theory]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> a ++ a)")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> String::append a a)")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> String::prepend a a)")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> String::replaceAll a ""b"" ""bbbb"")")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> String::replaceAll a """" ""xx"")")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> String::join [a, a] a)")]
    [InlineData(@"List::fold (List::range 1 100) ""<"" (\a i -> String::htmlEscape a ++ ""<"")")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> String::base64Encode a)")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> $""{a}{a}"")")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> Bytes::hexEncode (String::toBytes a))")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> JSON::serialize [a, a])")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> Dict::toJSON { a: a, b: a })")]
    [InlineData(@"List::fold (List::range 1 100) [1] (\a i -> [a, a]) |> toString")]
    [InlineData(@"List::fold (List::range 1 100) [1] (\a i -> List::append a a)")]
    [InlineData(@"List::fold (List::range 1 100) [1] (\a i -> List::flatten [a, a])")]
    [InlineData(@"List::fold (List::range 1 100) [1] (\a i -> List::interpose a 1 |> List::push 0)")]
    [InlineData(@"List::fold (List::range 1 100) [1] (\a i -> List::interleave a a)")]
    [InlineData(@"List::fold (List::fold (List::range 1 10) [] (\a i -> List::append (List::range 1 400) a)) [] (\a i -> List::push a i)")]
    [InlineData(@"List::range 1 1001")]
    [InlineData(@"List::repeat 1001 1")]
    [InlineData(@"String::padStart """" ""x"" 1001")]
    [InlineData(@"String::padEnd """" ""x"" 1001")]
    [InlineData(@"String::random 1001")]
    [InlineData(@"String::repeat ""ab"" 501")]
    [InlineData(@"String::lines (String::repeat ""\n"" 1000 ++ ""\n"")")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> String::replaceFirst a ""b"" a)")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> Regex::replace a ""b"" ""bb$0"")")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> Regex::replace a ""b"" (\g -> ""bbb""))")]
    [InlineData(@"Regex::findAll (String::repeat ""a"" 1000) """"")]
    [InlineData(@"List::fold (List::range 1 100) ""<"" (\a i -> Html::escape a ++ ""<"")")]
    [InlineData(@"Url::encode (String::repeat ""/"" 400)")]
    [InlineData(@"List::fold (List::range 1 100) ""/"" (\a i -> Url::query { a: a; b: a })")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> JSON::serializeLines [a, a])")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> Csv::serialize [{ a: a; b: a }] [] "","")")]
    [InlineData(@"List::fold (List::range 1 100) ""ab"" (\a i -> Text::table [{ a: a; b: a }] [])")]
    [InlineData(@"List::fold (List::range 1 100) (String::toBytes ""ab"") (\a i -> Bytes::append a a)")]
    [InlineData(@"Crypto::randomBytes 1001")]
    [InlineData(@"Crypto::aesGcmEncrypt (Crypto::sha256 Bytes::empty) (Crypto::randomBytes 12) (Crypto::randomBytes 1000)")]
    [InlineData(@"List::window (List::range 1 100) 50")]
    [InlineData(@"List::fold (List::range 1 100) [1] (\a i -> List::flatMap a (\x -> [x, x]))")]
    [InlineData(@"List::scan (List::range 1 1000) 0 (\a i -> a)")]
    public void Unlimited_growth_is_a_size_error(string expression) =>
        Assert.Equal("D0510", Assert.IsType<Outcome.Failed>(Run(expression)).Error.Code);

    [Theory]
    [InlineData(@"equals a b")]
    [InlineData(@"a == b")]
    [InlineData(@"List::sort [a, b]")]
    [InlineData(@"List::uniqueBy [a, b] (\x -> x)")]
    [InlineData(@"List::distinct [a, b]")]
    [InlineData(@"List::indexOf [a] b")]
    [InlineData(@"List::sortDescending [a, b]")]
    public void Comparing_huge_trees_runs_out_of_steps(string expression) =>
        Assert.Equal("D0502", Assert.IsType<Outcome.Failed>(Run($"let a = {HugeTree} in let b = {HugeTree} in {expression}")).Error.Code);

    [Fact]
    public void A_search_with_many_slow_matches_ends_with_its_attempt()
    {
        var slow = CanvasLoader.LoadExpression(
            new SourceText("case", @"Regex::findAll (String::repeat ""a"" 10000000) ""a.*b|a"""), [], Checks.Names);
        using var attempt = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.IsType<Outcome.Cancelled>(LargeStack.Run(
            () => Interpreter.Run(slow.Code!, [], new EffectsHost(new SeededEffects()), Limits.Default, attempt.Token)));
    }

    private static Outcome Run(string expression)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("case", expression), [], Checks.Names);
        Assert.Empty(loaded.Diagnostics);
        Outcome? outcome = null;
        var thread = new Thread(
            () => outcome = Interpreter.Run(loaded.Code!, [], new EffectsHost(new SeededEffects()), Small, CancellationToken.None),
            Interpreter.StackSize);
        thread.Start();
        thread.Join();
        return outcome!;
    }
}
