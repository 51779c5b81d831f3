namespace DarkLang.Structure.Tests;

public sealed class RatchetTests
{
    private static readonly Finding Old = new("src/Old.cs", 7, "too long");
    private static readonly Finding New = new("src/New.cs", 3, "too long");

    private readonly Ratchet _ratchet = new("long", ["src/Old.cs"]);

    [Fact]
    public void A_place_on_the_list_may_break_the_rule_and_another_may_not() =>
        Assert.Equal([New], _ratchet.Of([Old, New]));

    [Fact]
    public void A_place_on_the_list_that_has_become_clean_is_found() =>
        Assert.Equal(
            "tests/Structure.Tests/Ratchets/long.txt:1: src/Old.cs keeps the rule now: take it off the list; UPDATE_GOLDEN=1 does that",
            Assert.Single(_ratchet.Of([])).ToString());

    [Fact]
    public void A_list_may_name_other_places_than_files() =>
        Assert.Empty(new Ratchet("long", ["too long"]).Of([Old, New], finding => finding.Rule));
}
