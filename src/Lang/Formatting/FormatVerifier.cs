using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Printing;

namespace DarkLang.Lang.Formatting;

/// <summary>Parses formatted text again, because a bug in the formatter must never change a program.</summary>
internal static class FormatVerifier
{
    /// <summary>Returns the location of the first item that the formatted text changes; null if both mean the same.</summary>
    /// <param name="limit">The diagnostic if the formatted text exceeds a limit of the parser.</param>
    public static Location? FirstDifference(FileSyntax file, string formatted, out Diagnostic? limit)
    {
        var again = CanvasParser.ParseFile(new SourceText(file.Source.Path, formatted));
        limit = again.Diagnostics.FirstOrDefault(found => found.Code is SyntaxCodes.NestedTooDeeply or SyntaxCodes.TooLong);
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
