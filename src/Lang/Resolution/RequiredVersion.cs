using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Checks which version of the program the files of a canvas need.</summary>
public static class RequiredVersion
{
    public static Version Current { get; } = typeof(RequiredVersion).Assembly.GetName().Version!;

    /// <summary>
    /// Returns what is wrong with the versions that files name. If this program is too old for one, everything else about the canvas is
    /// only a consequence.
    /// </summary>
    internal static IReadOnlyList<Diagnostic> Check(IReadOnlyList<FileSyntax> files) =>
    [
        .. files.SelectMany(file => file.Items.OfType<NeedsItem>().Select(item => Check(item, file.Source))).OfType<Diagnostic>(),
    ];

    /// <summary>Whether a canvas was refused because this program is too old for it.</summary>
    public static bool IsTooOld(IReadOnlyList<Diagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.Code == ResolutionCodes.NeedsNewerVersion);

    private static Diagnostic? Check(NeedsItem item, SourceText source)
    {
        var at = new Location(source, item.VersionSpan);
        if (item.Version.Any(sign => sign != '.' && !char.IsAsciiDigit(sign)) || !Version.TryParse(item.Version, out var needed)
            || item.Version.Count(sign => sign == '.') > 2)
            return new Diagnostic(
                ResolutionCodes.NotAVersion, Severity.Error, $"\"{item.Version}\" is not a version of dark", at,
                "expected two or three numbers with points between them", $"write `dark \"{Current.ToString(2)}\"`");
        return needed <= Current
            ? null
            : new Diagnostic(
                ResolutionCodes.NeedsNewerVersion, Severity.Error,
                $"the canvas needs dark {item.Version}, and this is {Current.ToString(3)}", at, "newer than this program",
                "install the newer version; `dark --version` shows which one runs. Its store keeps working: see docs/upgrading.md");
    }
}
