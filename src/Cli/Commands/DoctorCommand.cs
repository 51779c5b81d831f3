using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create(Shell shell)
    {
        var data = StandardOptions.Data();
        var json = StandardOptions.Json();
        var rebuild =
            new Option<bool>("--rebuild") { Description = "Copy everything that can be read into new files, and keep the old files" };
        var description = "Read the whole store and report damage; changes nothing without --rebuild";
        return new Command("doctor", description) { data, json, rebuild }.Does(shell, async (parse, cancellation) =>
        {
            var store = await StoreLocation.Find(shell, parse.GetValue(data), cancellation);
            if (parse.GetValue(rebuild))
                return Rebuild(shell, store, parse.GetValue(json));
            await using var client = await HttpControlClient.TryConnect(store, cancellation);
            // Only the runtime may read a store that it uses; it read everything when it started.
            var report = client is null ? Examine(shell, store) : null;
            var damage = report?.Damage ?? Damage(await client!.Ask(Operations.Status, cancellation));
            Write(shell, parse.GetValue(json), damage, report);
            return damage.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
    }

    private static IReadOnlyList<string> Damage(StatusView status) =>
        status.Trouble is { } trouble ? [.. status.Damage, $"the store takes no changes: {trouble}"] : status.Damage;

    private static int Rebuild(Shell shell, string store, bool json)
    {
        StoreAtRest.RequireStore(shell, store);
        var rebuilt = StoreRebuild.Rebuild(store, StoreAtRest.Owner(shell, "dark doctor --rebuild"));
        if (json)
            JsonOutput.WriteObject(shell.Out, "dark.rebuild/1", writer =>
            {
                writer.Strings("lost", rebuilt.Lost);
                writer.WriteNumber("bytesBefore", rebuilt.Before);
                writer.WriteNumber("bytesAfter", rebuilt.After);
                writer.Counts(rebuilt.Report);
            });
        else
            rebuilt.Lost.ToList().ForEach(sentence => shell.Out.WriteLine($"lost: {sentence}"));
        shell.Note($"rebuilt: {StoreText.Counts(rebuilt.Report)}; {rebuilt.Before} bytes became {rebuilt.After}");
        shell.Note(
            $"the old files are kept as store.db.before-rebuild and store.log.before-rebuild in {shell.DisplayPath(store)}: "
            + "remove them when you no longer need them");
        return rebuilt.Lost.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static StoreReport Examine(Shell shell, string store)
    {
        StoreAtRest.RequireStore(shell, store);
        var scratch = Scratch();
        try
        {
            return StoreExamination.Examine(store, scratch.FullName, StoreAtRest.Owner(shell, "dark doctor"));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static DirectoryInfo Scratch()
    {
        try
        {
            return Directory.CreateTempSubdirectory("dark-doctor-");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                ExitCode.Failed,
                $"dark doctor reads a copy of the store, and {Path.GetTempPath()} takes none: {fault.Message}",
                "name a folder with enough room in TMPDIR");
        }
    }

    /// <param name="report">Null if a runtime holds the store.</param>
    private static void Write(Shell shell, bool json, IReadOnlyList<string> damage, StoreReport? report)
    {
        if (json)
        {
            JsonOutput.WriteObject(shell.Out, "dark.doctor/1", writer =>
            {
                writer.WriteBoolean("sound", damage.Count == 0);
                writer.WriteBoolean("running", report is null);
                writer.Strings("damage", damage);
                if (report is { Readable: true })
                    writer.Counts(report);
            });
            return;
        }

        foreach (var sentence in damage)
            shell.Out.WriteLine($"damaged: {sentence}");
        if (report is { Readable: true })
            shell.Out.WriteLine(
                $"read: {report.Messages} messages ({report.Dead} dead), {report.Crons} crons, {report.OnceKeys} once-keys, "
                + $"{report.Traces} traces, {report.Sources} versions of the canvas");
        if (report is null)
            shell.Note("a runtime holds the store: this is what it found when it started; stop it to read everything again");
        shell.Note(damage.Count switch
        {
            0 => "the store is sound",
            _ when report is null => "stop the canvas, and run `dark doctor` again",
            _ when report is { Readable: false } =>
                "the store can't be opened as it is: run `dark doctor --rebuild`, which saves what can be read into new files "
                + "and keeps the old ones, or restore all files of the store from a backup",
            _ => "everything else can be read: `dark doctor --rebuild` saves it into new files and keeps the old ones",
        });
    }
}
