using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>
/// Names, keys and searched texts from outside are compared as the language compares Strings, in NFC. Whoever lets another text in decides
/// here how it is compared.
/// </summary>
public sealed class OutsideTextRuleTests
{
    /// <summary>The texts of requests, and what reads each: a name or key in NFC, or something that is not compared as a text.</summary>
    private static readonly string[] RequestTexts =
    [
        "EmitRequest.Worker", "EmitRequest.Event", "EmitRequest.OnceKey", "EmitRequest.Literal", "MessageFilter.Error",
        "MessageFilter.Where", "MessageSelection.Ids", "MessageSelection.Error", "MessageSelection.Where",
        "ForgetKeyRequest.Key", "HistoryRequest.Where", "HistoryRequest.Before", "PauseRequest.By", "PauseRequest.Why",
        "SetOptionRequest.Option", "SetOptionRequest.Value", "SetOptionRequest.By", "NextDueRequest.Name", "IdRequest.Id",
        "EditRequest.Id", "EditRequest.Event", "EditRequest.Literal", "MoveRequest.Worker", "PinRequest.Id",
        "SourceRequest.Version", "BackupRequest.Folder", "ClaimRequest.Worker", "ClaimRequest.Consumer", "SettleRequest.Result",
        "SettleRequest.Error", "LogRequest.Message", "LogRequest.Fields",
    ];

    /// <summary>Ids, files, folders, code, and texts that are only shown: what a command may read as it was typed.</summary>
    private static readonly string[] TypedAsTheyAre =
        ["ID", "OTHER", "DIR", "FILE", "EXPR", "--load", "--why", "SHELL", "--line", "OPTION", "VALUE"];

    [Fact]
    public void Each_text_of_a_request_is_compared_as_decided()
    {
        var request = "";
        var found = new List<string>();
        foreach (var line in SourceTree.Sources.Single(source => source.Path == "src/Runtime/Control/Requests.cs").Lines)
        {
            foreach (Match match in Regex.Matches(line, @"\brecord (?<request>\w+)\(|\bstring>?\??\s+(?<field>[A-Z]\w*)\s*[,)=]"))
            {
                if (match.Groups["request"].Success)
                    request = match.Groups["request"].Value;
                else
                    found.Add($"{request}.{match.Groups["field"].Value}");
            }
        }
        Assert.Equal(RequestTexts, found);
    }

    [Fact]
    public void Texts_that_are_typed_are_read_in_one_place() => Assert.Empty(
        from source in SourceTree.Sources
        where source.Path.StartsWith("src/Cli/", StringComparison.Ordinal)
            && !source.Path.EndsWith("/StandardOptions.cs", StringComparison.Ordinal)
        from found in SourceFile.Find(source.Lines, """new (?:Argument|Option)<string\??(?:\[\])?>\("(?<name>[^"]+)"\)""")
        where !TypedAsTheyAre.Contains(found.Match.Groups["name"].Value)
        select $"{source.Path}:{found.Line}: read {found.Match.Groups["name"].Value} with StandardOptions, in NFC");
}
