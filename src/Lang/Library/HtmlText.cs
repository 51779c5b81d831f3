using System.Web;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Takes the text out of HTML. It reads tags as browsers do, and never looks back, so any input takes linear time.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Lines = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre",
        "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    };

    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "template", "noscript" };

    public static string Of(Execution execution, string html)
    {
        execution.Step(html.Length / 16);
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var next = html.IndexOf('<', at);
            if (next < 0)
                next = html.Length;
            AppendSpaced(text, html.AsSpan(at, next - at));
            if (next == html.Length)
                break;
            execution.Step();
            at = AfterTag(html, next, text);
        }
        return Tidy(HttpUtility.HtmlDecode(text.ToString()));
    }

    /// <summary>Line breaks in HTML are spaces.</summary>
    private static void AppendSpaced(StringBuilder text, ReadOnlySpan<char> part)
    {
        foreach (var unit in part)
            text.Append(unit is '\n' or '\r' or '\t' or '\f' ? ' ' : unit);
    }

    /// <summary>Returns the position after the tag or comment that starts at <paramref name="at"/>.</summary>
    private static int AfterTag(string html, int at, StringBuilder text)
    {
        if (string.CompareOrdinal(html, at, "<!--", 0, 4) == 0)
            return After(html, "-->", at + 4);
        var isEnd = at + 1 < html.Length && html[at + 1] == '/';
        var start = isEnd ? at + 2 : at + 1;
        if (start >= html.Length || !(char.IsAsciiLetter(html[start]) || html[start] is '!' or '?'))
        {
            text.Append('<');
            return at + 1;
        }
        var end = start;
        while (end < html.Length && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':'))
            end++;
        var name = html[start..end];
        if (Lines.Contains(name))
            text.Append('\n');
        else if (name is "td" or "th" or "TD" or "TH")
            text.Append(' ');
        var after = AfterAttributes(html, end);
        return !isEnd && Hidden.Contains(name) ? AfterHidden(html, name, after) : after;
    }

    private static int AfterAttributes(string html, int at)
    {
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            if (quote == '\0' && html[at] == '>')
                return at + 1;
            if (html[at] == quote)
                quote = '\0';
            else if (quote == '\0' && html[at] is '"' or '\'')
                quote = html[at];
        }
        return at;
    }

    private static int AfterHidden(string html, string name, int at)
    {
        var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : AfterAttributes(html, end + 2);
    }

    private static int After(string html, string end, int at) =>
        html.IndexOf(end, at, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : html.Length;

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.IsEmpty)
                continue;
            if (tidy.Length > 0)
                tidy.Append('\n');
            var isAfterSpace = false;
            foreach (var unit in line)
            {
                var isSpace = char.IsWhiteSpace(unit);
                if (!isSpace || !isAfterSpace)
                    tidy.Append(isSpace ? ' ' : unit);
                isAfterSpace = isSpace;
            }
        }
        return Nfc.Of(tidy.ToString());
    }
}
