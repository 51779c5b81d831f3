using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Tests.Syntax;

public sealed class InvisibleCharacterTests
{
    public static TheoryData<int> Hidden =>
    [
        0x00, 0x07, 0x08, 0x0B, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029,
        0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F,
        0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xE0001, 0xE0041,
    ];

    [Theory]
    [MemberData(nameof(Hidden))]
    public void A_character_that_cannot_be_seen_is_refused_wherever_it_stands(int code)
    {
        var character = char.ConvertFromUtf32(code);
        string[] places =
        [
            $"fn f = \"a{character}b\"\n", $"fn f = \"\"\"a{character}b\"\"\"\n", $"fn f = $\"a{character}b\"\n",
            $"fn f = 1 // a{character}b\n",
            $"/// a{character}b\nfn f = 1\n", $"worker \"a{character}b\"\n  1\n", $"fn f = {{ \"a{character}\": 1 }}\n",
        ];
        Assert.All(places, place =>
        {
            var found = Assert.Single(CanvasParser.ParseFile(new SourceText("a.dark", place)).Diagnostics, one => one.Code == "D0115");
            Assert.Equal(place.IndexOf(character, StringComparison.Ordinal), found.Location.Span.Start);
            Assert.Contains($"`{InvisibleCharacters.Escape(code)}`", found.Help, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public void The_same_character_may_be_escaped(int code) =>
        Assert.Empty(Diagnostics($"fn f = \"a{InvisibleCharacters.Escape(code)}b\"\n"));

    [Theory]
    [InlineData("👩\u200d👩\u200d👧")]
    [InlineData("❤\ufe0f\u200d🔥")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("می\u200cخواهم")]
    [InlineData("क्\u200dष")]
    [InlineData("naïve – Größe, 日本語, עברית")]
    public void Text_of_any_script_and_emoji_may_be_written(string text) => Assert.Empty(Diagnostics($"fn f = \"{text}\" // {text}\n"));

    [Theory]
    [InlineData("fn f = 1\r\n\r\nfn g = 2\r\n")]
    [InlineData("\ufefffn f = 1\n")]
    public void Line_breaks_and_the_mark_at_the_start_belong_to_the_encoding(string text) => Assert.Empty(Diagnostics(text));

    [Theory]
    [InlineData("fn f = 1 // a\rb\n")]
    [InlineData("fn f = \"ab\u200dcd\"\n")]
    [InlineData("fn f = \"é\u200d\"\n")]
    [InlineData("fn f = \"👩\u200d\u200d👧\"\n")]
    public void A_joiner_that_joins_nothing_and_a_lone_carriage_return_are_refused(string text) =>
        Assert.Contains(Diagnostics(text), diagnostic => diagnostic.Code == "D0115");

    private static IReadOnlyList<Lang.Diagnostics.Diagnostic> Diagnostics(string text) =>
        CanvasParser.ParseFile(new SourceText("a.dark", text)).Diagnostics;
}
