namespace DarkLang.Cli.Commands;

/// <summary>Creates a folder with a canvas that runs, and a test.</summary>
internal static class NewCommand
{
    private static readonly string Canvas = $$"""
        // Every minute, a cron emits a greeting to the worker `greet`. Run it:
        //
        //   dark run canvas.dark

        dark "{{RequiredVersion.Current.ToString(2)}}"

        type Guest = { name: String }

        fn greeting (name: String) : String = $"Hello, {name}!"

        cron welcome every minute
          emit { name: "world" } "greet"

        worker greet (guest: Guest)
          greeting guest.name

        test "a guest is greeted by name" = Test::run "greet" { name: "Ada" } == "Hello, Ada!"

        """;

    private const string Ignored = """
        # What `dark run` stores beside a canvas.
        .dark/

        """;

    private const string Introduction = """
        `dark run canvas.dark` runs it, `dark test canvas.dark` tests it, `dark check canvas.dark` reports its mistakes.
        `dark tui` shows the running canvas.

        """;

    public static Command Create(Shell shell)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder, which must be new or empty" };
        return new Command("new", "Create a canvas in a new folder") { folder }.Does(shell, (parse, _) =>
        {
            var given = parse.GetRequiredValue(folder);
            Write(Path.GetFullPath(given, shell.Folder), given);
            shell.Note($"created a canvas, a test and a README in {given}. Next:");
            shell.Note($"  cd {ShellWord.Of(given)} && dark run canvas.dark");
            return Task.FromResult(ExitCode.Ok);
        });
    }

    private static void Write(string folder, string given)
    {
        if (File.Exists(folder))
            throw new CommandFailure(ExitCode.Refused, $"{given} is a file, not a folder", "name a folder that does not exist yet");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CommandFailure(
                ExitCode.Refused, $"{given} is not empty, and nothing in it was changed", "name a folder that does not exist yet");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "canvas.dark"), Canvas);
            File.WriteAllText(Path.Combine(folder, ".gitignore"), Ignored);
            File.WriteAllText(Path.Combine(folder, "README.md"), Introduction);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Failed, $"{given} can't be written: {fault.Message}");
        }
    }
}
