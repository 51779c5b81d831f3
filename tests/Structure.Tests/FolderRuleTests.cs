namespace DarkLang.Structure.Tests;

public sealed class FolderRuleTests
{
    [Fact]
    public void Two_folders_that_depend_on_each_other_are_found_in_both_directions() =>
        Assert.Equal(
            [
                "src/Runtime/Queues/A.cs:1: src/Runtime/Queues → src/Runtime/Storage "
                    + "is part of a cycle between folders: Queues → Storage → Queues",
                "src/Runtime/Storage/B.cs:2: src/Runtime/Storage → src/Runtime/Queues "
                    + "is part of a cycle between folders: Storage → Queues → Storage",
            ],
            Cycles(("Queues/A", "using DarkLang.Runtime.Storage;"), ("Storage/B", "using System;\nusing DarkLang.Runtime.Queues;")));

    [Fact]
    public void A_cycle_over_a_third_folder_is_found() =>
        Assert.Equal(
            3,
            Cycles(
                ("Queues/A", "using DarkLang.Runtime.Storage;"),
                ("Storage/B", "using DarkLang.Runtime.Traces.Reading;"),
                ("Traces/C", "using DarkLang.Runtime.Queues;")).Count);

    [Fact]
    public void A_cycle_between_folders_inside_a_folder_is_found() =>
        Assert.Equal(
            2,
            Cycles(
                ("Storage/Files/A", "using DarkLang.Runtime.Storage.Records;"),
                ("Storage/Records/B", "using DarkLang.Runtime.Storage.Files;")).Count);

    [Fact]
    public void Folders_that_depend_in_one_direction_are_left_alone() =>
        Assert.Empty(Cycles(
            ("Queues/A", "using DarkLang.Runtime.Storage;\nusing DarkLang.Runtime.Traces;"),
            ("Storage/B", "using DarkLang.Runtime.Traces;")));

    [Fact]
    public void A_folder_and_the_one_inside_it_are_left_alone() =>
        Assert.Empty(Cycles(
            ("Storage/A", "using DarkLang.Runtime.Storage.Files;"),
            ("Storage/Files/B", "using DarkLang.Runtime.Storage;")));

    [Fact]
    public void A_global_using_is_a_use_by_every_folder_of_its_project() =>
        Assert.Equal(
            [
                "src/Runtime/GlobalUsings.cs:1: src/Runtime/Queues → src/Runtime/Model "
                    + "is part of a cycle between folders: Queues → Model → Queues",
                "src/Runtime/Model/B.cs:1: src/Runtime/Model → src/Runtime/Queues "
                    + "is part of a cycle between folders: Model → Queues → Model",
            ],
            Cycles(
                ("GlobalUsings", "global using DarkLang.Runtime.Model;"),
                ("Queues/A", ""),
                ("Model/B", "using DarkLang.Runtime.Queues;")));

    [Fact]
    public void Other_projects_and_the_root_of_a_project_are_left_alone() =>
        Assert.Empty(Cycles(
            ("Queues/A", "using DarkLang.Lang.Values;\nusing DarkLang.Runtime;"),
            ("Engine", "using DarkLang.Runtime.Queues;")));

    [Fact]
    public void A_ratchet_names_the_two_folders() =>
        Assert.Equal(
            "src/Runtime/Queues → src/Runtime/Storage",
            FolderRules.EdgeOf(new Finding("a.cs", 1, "src/Runtime/Queues → src/Runtime/Storage is part of a cycle between folders: …")));

    private static List<string> Cycles(params (string Path, string Text)[] files) =>
    [
        .. FolderRules.Cycles(files.Select(file => new SourceFile($"src/Runtime/{file.Path}.cs", file.Text)))
            .Select(finding => finding.ToString()),
    ];
}
