using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>A class counts over all of its files: cutting one in two does not make it smaller (docs/decisions/031).</summary>
internal static class ClassSizeRules
{
    private const int MaxLines = 400;

    private const string PartialType =
        @"^(?:(?:public|internal|file|static|sealed|abstract|readonly|ref) )*partial "
        + @"(?:class|record|struct|interface)(?: class| struct)? (?<name>\w+)";

    /// <summary>Passes over a recursive structure, whose methods call each other all over: the files are a table of contents.</summary>
    public static readonly string[] RecursivePasses =
    [
        "BodyChecker",
        "ExprFormatter",
        "ExpressionGrammar",
        "ItemGrammar",
        "OffsideRule",
        "Resolver",
        "Tokenizer",
    ];

    public static IEnumerable<Finding> Of(IEnumerable<SourceFile> files) =>
        from part in files.SelectMany(Parts)
        group part by part.Type into type
        let lines = type.DistinctBy(part => part.File.Path).Sum(part => LinesOf(part.File))
        where lines > MaxLines && !RecursivePasses.Contains(NameOf(type.Key))
        select new Finding(
            type.First().File.Path,
            type.First().Line,
            $"{NameOf(type.Key)} has {lines} lines in its files together: separate what it does, {MaxLines} are the most");

    /// <summary>Returns the class of a finding, as its ratchet names it.</summary>
    public static string TypeOf(Finding finding) => finding.Rule[..finding.Rule.IndexOf(' ', StringComparison.Ordinal)];

    private static IEnumerable<(string Type, SourceFile File, int Line)> Parts(SourceFile file) =>
        from found in file.Find(PartialType)
        select ($"{file.Path[..file.Path.LastIndexOf('/')]}/{found.Match.Groups["name"].Value}", file, found.Line);

    private static string NameOf(string type) => type[(type.LastIndexOf('/') + 1)..];

    private static int LinesOf(SourceFile file) => file.Text.EndsWith('\n') ? file.Lines.Count - 1 : file.Lines.Count;
}
