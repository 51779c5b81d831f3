using System.Collections;
using System.Text;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Syntax;

public sealed class SpanTests
{
    /// <summary>One line per node: its kind and exactly the text that its span covers.</summary>
    [Fact]
    public void Each_node_covers_exactly_its_text()
    {
        var source = new SourceText("spans.dark", Golden.Read("spans", "spans"));
        var parsed = CanvasParser.ParseFile(source);
        Assert.Empty(parsed.Diagnostics);
        var text = new StringBuilder();
        foreach (var item in parsed.Syntax.Items)
            Write(text, source, item, 0);
        Golden.Verify(Golden.PathOf("spans", "spans", ".expected"), text.ToString());
    }

    private static void Write(StringBuilder text, SourceText source, object node, int level)
    {
        var span = (Span)node.GetType().GetProperty("Span")!.GetValue(node)!;
        text.Append(' ', level * 2).Append(node.GetType().Name).Append(": ")
            .Append(source[span].ToString().Replace("\n", "⏎", StringComparison.Ordinal)).Append('\n');
        foreach (var property in node.GetType().GetProperties())
        {
            var value = property.GetValue(node);
            if (value is Span part && property.Name != "Span")
                text.Append(' ', (level * 2) + 2).Append(property.Name).Append(": ").Append(source[part]).Append('\n');
            else if (value is IEnumerable list and not string)
                foreach (var child in list)
                    Write(text, source, child, level + 1);
            else if (value?.GetType().GetProperty("Span") is not null)
                Write(text, source, value, level + 1);
        }
    }
}
