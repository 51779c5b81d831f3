using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Library;

public sealed class LibraryCatalogTests
{
    [Fact]
    public void Every_function_is_found_by_its_name_and_described()
    {
        foreach (var function in LibraryCatalog.Standard.Functions)
        {
            Assert.Same(function, LibraryCatalog.Standard.Find(function.Name));
            Assert.Matches("^[A-Z][a-z]+s .+\\.$", function.Doc);
            Assert.Equal(function.Parameters.Count, function.Parameters.Select(parameter => parameter.Name).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("List::nope")]
    [InlineData("Nope::map")]
    [InlineData("map")]
    [InlineData("")]
    [InlineData("::")]
    public void An_unknown_name_is_not_found(string name) => Assert.Null(LibraryCatalog.Standard.Find(name));

    [Theory]
    [InlineData("List::map", "List::map (list: List<a>, fn: (a -> b)) : List<b>")]
    [InlineData("List::fold", "List::fold (list: List<a>, init: b, fn: (b, a -> b)) : b")]
    [InlineData("List::partition", "List::partition (list: List<a>, fn: (a -> Bool)) : (List<a>, List<a>)")]
    [InlineData("Tuple2::mapBoth", "Tuple2::mapBoth (fnFirst: (a -> c), fnSecond: (b -> d), tuple: (a, b)) : (c, d)")]
    [InlineData("Math::pi", "Math::pi : Float")]
    public void A_signature_reads_as_it_was_written(string name, string signature) =>
        Assert.Equal(signature, LibraryCatalog.Standard.Find(name)!.Signature);

    [Fact]
    public void A_wrong_argument_is_named_with_the_expected_type_and_the_value()
    {
        var function = LibraryCatalog.Standard.Find("List::take")!;
        var error =
            Assert.Throws<RuntimeErrorException>(() => ArgumentCheck.Verify(function, [Value.Of(ListValue.Empty), Value.Float(1.5)]));
        Assert.Equal("D0501", error.Code);
        Assert.Equal("`List::take` takes an Int as `count`, but got Float 1.5", error.Message);
        Assert.Equal("turn it into an Int with `Float::round`", error.Help);
    }

    [Fact]
    public void A_long_argument_is_shortened_in_the_message()
    {
        var function = LibraryCatalog.Standard.Find("Int::negate")!;
        var error = Assert.Throws<RuntimeErrorException>(() => ArgumentCheck.Verify(function, [Value.String(new string('x', 100_000))]));
        Assert.InRange(error.Message.Length, 50, 200);
    }
}
