using System.Globalization;
using System.Text;
using DarkLang.Lang.Diagnostics;

namespace DarkLang.Lang.Tests.Syntax;

/// <summary>Diagnostics as plain text, for golden files: code, place, message, label, help, related places.</summary>
internal static class DiagnosticsText
{
    public static string Of(IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            var location = diagnostic.Location;
            var excerpt = location.Source[location.Span].ToString().Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{diagnostic.Code} {location.Start} {diagnostic.Message}\n");
            text.Append(CultureInfo.InvariantCulture, $"  at: [{excerpt}] {diagnostic.Label}\n");
            foreach (var related in diagnostic.Related)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  see: {related.Location.Start} [{related.Location.Source[related.Location.Span]}] {related.Label}\n");
            if (diagnostic.Help is not null)
                text.Append(CultureInfo.InvariantCulture, $"  help: {diagnostic.Help}\n");
        }
        return text.ToString();
    }
}
