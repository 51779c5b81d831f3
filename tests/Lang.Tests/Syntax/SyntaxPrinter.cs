using System.Text;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Printing;

namespace DarkLang.Lang.Tests.Syntax;

/// <summary>Prints a tree as s-expressions for golden files: its structure, without the spelling of the source.</summary>
internal static class SyntaxPrinter
{
    private const int LineWidth = 100;

    public static string Print(FileSyntax file)
    {
        var text = new StringBuilder();
        foreach (var item in file.Items)
            Write(text, ItemPrinter.Of(item), 0);
        foreach (var comment in file.Comments)
            text.Append(comment.IsDoc ? "; doc " : "; ").Append(comment.Text).Append('\n');
        return text.ToString();
    }

    public static string Print(Expr expr)
    {
        var text = new StringBuilder();
        Write(text, ExprPrinter.Of(expr), 0);
        return text.ToString();
    }

    /// <summary>Prints on one line if it fits, otherwise one line per part.</summary>
    private static void Write(StringBuilder text, TreeNode node, int indent)
    {
        var flat = node.Flat();
        text.Append(' ', indent);
        if (node.Parts.Count == 0 || indent + flat.Length <= LineWidth)
        {
            text.Append(flat).Append('\n');
            return;
        }

        text.Append('(').Append(node.Head).Append('\n');
        foreach (var part in node.Parts)
            Write(text, part, indent + 2);
        text.Length--;
        text.Append(")\n");
    }
}
