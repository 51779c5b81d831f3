using DarkLang.Tests;
using Xunit.Sdk;

namespace DarkLang.Lang.Tests.Shared;

public sealed class GoldenTests
{
    private static readonly string Expected = Golden.PathOf("golden", "sample", ".expected");

    public static TheoryData<string> Samples => Golden.Cases("golden");

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_cases_of_a_stage_are_found_by_name(string name) => Assert.Equal("sample", name);

    [Fact]
    public void The_expected_text_passes() => Golden.Verify(Expected, "one\r\ntwo");

    [Fact]
    public void Another_text_fails_and_shows_the_lines_that_differ()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1", "goldens are being rewritten");
        var failure = Assert.ThrowsAny<XunitException>(() => Golden.Verify(Expected, "one\nthree\n"));
        Assert.Contains("  one\n- two\n+ three\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_fails_and_says_how_to_create_it()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1", "goldens are being rewritten");
        var failure = Assert.ThrowsAny<XunitException>(() => Golden.Verify(Golden.PathOf("golden", "absent", ".expected"), "one"));
        Assert.Contains("UPDATE_GOLDEN=1", failure.Message, StringComparison.Ordinal);
    }
}
