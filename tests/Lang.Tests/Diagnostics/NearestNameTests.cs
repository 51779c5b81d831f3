using DarkLang.Lang.Diagnostics;

namespace DarkLang.Lang.Tests.Diagnostics;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("resise", "resize")]
    [InlineData("Resize", "resize")]
    [InlineData("reszie", "resize")]
    [InlineData("send-mial", "send-mail")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    [InlineData("b", null)]
    public void A_mistyped_name_finds_the_nearest_one(string mistyped, string? expected) =>
        Assert.Equal(expected, NearestName.Of(mistyped, ["resize", "send-mail", "notify", "a"]));

    [Fact]
    public void Several_names_are_returned_best_first() =>
        Assert.Equal(["foldl", "fold"], NearestName.Several("foldl", ["filter", "fold", "foldl", "foldl"], 5));
}
