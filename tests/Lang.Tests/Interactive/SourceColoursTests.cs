using CsCheck;
using DarkLang.Lang.Interactive;

namespace DarkLang.Lang.Tests.Interactive;

public sealed class SourceColoursTests
{
    [Fact]
    public void Words_values_and_comments_have_their_colours()
    {
        const string text = "let x = List::map [1] \"a\" Just ___ // why";
        Assert.Equal(
            ["let Keyword", "List::map Function", "1 Number", "\"a\" Text", "Just Constructor", "___ Hole", "// why Comment"],
            SourceColours.Of(text).Select(part => $"{text.Substring(part.Span.Start, part.Span.Length)} {part.Colour}"));
    }

    [Fact]
    public void Coloured_spans_lie_inside_any_text_and_do_not_overlap() =>
        Gen.String[Gen.Char["ab1 \"\\$'{}()[]/|>=-.\n\té日"], 0, 40].Sample(text =>
        {
            var end = 0;
            foreach (var (span, _) in SourceColours.Of(text))
            {
                Assert.True(span.Start >= end && span.End <= text.Length && span.Length > 0);
                end = span.End;
            }
        });
}
