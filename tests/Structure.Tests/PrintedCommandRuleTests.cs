using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>A command that is printed to be run quotes what it takes, unless that is an id or a word of the program.</summary>
public sealed class PrintedCommandRuleTests
{
    private const string Unquoted = @"`(?:dark|chmod) (?:[^`{]|\{ShellWord\.Of\([^`]*?\)\})*\{(?!ShellWord\.Of\()(?<what>[^}]*)";

    private static readonly string[] Harmless =
        ["code", "kind", "message", "message.Id", "dead.Id", "DisplayText.ShortId", "(pause.Handler.Kind"];

    [Fact]
    public void Every_printed_command_can_be_pasted() => Assert.Empty(
        from source in SourceTree.Sources
        where !source.Path.StartsWith("src/Lang/", StringComparison.Ordinal)
        from found in SourceFile.Find(source.Lines, Unquoted)
        let what = found.Match.Groups["what"].Value
        where !Harmless.Any(harmless => what == harmless || what.StartsWith(harmless + "(", StringComparison.Ordinal)
            || what.StartsWith(harmless + " ", StringComparison.Ordinal))
        select $"{source.Path}:{found.Line}: quote {what} with ShellWord.Of");
}
