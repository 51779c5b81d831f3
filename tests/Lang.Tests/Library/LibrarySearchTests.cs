using DarkLang.Lang.Library;

namespace DarkLang.Lang.Tests.Library;

public sealed class LibrarySearchTests
{
    [Theory]
    [InlineData("sort", "List::sort")]
    [InlineData("reduce", "List::fold")]
    [InlineData("List::contains", "List::member")]
    [InlineData("Dict::contains", "Dict::member")]
    [InlineData("sleep", "emitAfter")]
    [InlineData("TRIM", "String::trim")]
    public void A_name_finds_the_function_that_is_meant(string name, string first) =>
        Assert.Equal(first, LibrarySearch.Find(LibraryCatalog.Reference, name)[0].Name);

    [Fact]
    public void A_name_in_several_modules_finds_all_of_them() =>
        Assert.Equal(
            ["Dict::map", "List::map", "Option::map", "Result::map"],
            LibrarySearch.Find(LibraryCatalog.Reference, "map").Select(function => function.Name));

    [Fact]
    public void Every_name_of_another_language_leads_to_functions_that_exist() =>
        Assert.All(LibrarySearch.ForeignNames, name => Assert.NotEmpty(LibrarySearch.Find(LibraryCatalog.Reference, name)));
}
