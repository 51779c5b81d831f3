using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal static class BackupCommand
{
    public static Command Create(Shell shell)
    {
        var target = new Argument<string>("DIR") { Description = "The folder to create" };
        var data = StandardOptions.Data();
        var json = StandardOptions.Json();
        var command = new Command("backup", "Copy the store into a new folder, even while its canvas runs") { target, data, json };
        return command.Does(shell, async (parse, cancellation) =>
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parse.GetRequiredValue(target), shell.Folder));
            var taken = $"{shell.DisplayPath(folder)} already exists, and a backup overwrites nothing";
            if (Path.Exists(folder))
                throw new CommandFailure(ExitCode.Refused, taken, "name another folder, or move that one away");
            var store = await StoreLocation.Find(shell, parse.GetValue(data), cancellation);
            var report = await Make(shell, store, folder, cancellation);
            Write(shell, folder, report, parse.GetValue(json));
            return report.Damage.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
    }

    private static async Task<StoreReport> Make(Shell shell, string store, string folder, CancellationToken cancellation)
    {
        var by = StoreAtRest.Owner(shell, "dark backup");
        await using var client = await HttpControlClient.TryConnect(store, cancellation);
        if (client is not null)
            return await StoreBackup.Make(folder, by, unfinished => client.Ask(Operations.Backup, new(unfinished), cancellation));
        StoreAtRest.RequireStore(shell, store);
        return await StoreBackup.Make(folder, by, unfinished =>
        {
            StoreBackup.CopyClosed(store, unfinished, by);
            return Task.CompletedTask;
        });
    }

    private static void Write(Shell shell, string folder, StoreReport report, bool json)
    {
        var path = shell.DisplayPath(folder);
        if (json)
            JsonOutput.WriteObject(shell.Out, "dark.backup/1", writer =>
            {
                writer.WriteString("folder", folder);
                writer.Strings("damage", report.Damage);
                writer.Counts(report);
            });
        else
            report.Damage.ToList().ForEach(sentence => shell.Out.WriteLine($"damaged: {sentence}"));
        shell.Note($"{path} holds {StoreText.Counts(report)}; `dark run FILE --data {ShellWord.Of(path)}` runs it");
        if (report.Damage.Count > 0)
            shell.Note("the store itself is damaged: the backup holds what could be read");
    }
}
