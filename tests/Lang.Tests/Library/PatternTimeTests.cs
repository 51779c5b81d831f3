using System.Text.RegularExpressions;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Tests.Library;

public sealed class PatternTimeTests
{
    /// <summary>How long a match takes depends on the machine, so that the search says it here.</summary>
    [Fact]
    public void A_match_that_takes_too_long_ends_with_D0543()
    {
        var error = Assert.Throws<RuntimeErrorException>(
            () => PatternText.Search<bool>("(.*a){300}b", () => throw new RegexMatchTimeoutException()));
        Assert.Equal(
            ("D0543", "the pattern \"(.*a){300}b\" takes more than 3 seconds for one match"), (error.Code, error.Message));
    }
}
