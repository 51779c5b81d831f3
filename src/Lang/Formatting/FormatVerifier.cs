using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Printing;

namespace DarkLang.Lang.Formatting;

/// <summary>Parses formatted text again, because a bug in the formatter must never change a program.</summary>
internal static class FormatVerifier
{
    /// <summary>Returns the location of the first item that the formatted text changes; null if both mean the same.</summary>
    public static Location? FirstDifference(FileSyntax file, string formatted)
    {
        var again = CanvasParser.ParseFile(new SourceText(file.Source.Path, formatted));
        for (var i = 0; i < file.Items.Count; i++)
        {
            if (i >= again.Syntax.Items.Count || Tree(file.Items[i]) != Tree(again.Syntax.Items[i]))
                return new Location(file.Source, file.Items[i].Span);
        }
        var isSame = again.Diagnostics.Count == 0 && again.Syntax.Items.Count == file.Items.Count;
        return isSame ? null : new Location(file.Source, new Span(0, 0));
    }

    private static string Tree(Item item) => ItemPrinter.Of(item).WithoutParentheses().Flat();
}
