using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using DarkLang.Cli.Explanations;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

/// <summary>
/// Completes what only the running canvas, the folder or the binary knows: names, ids, files and codes. Without a runtime, or if it does
/// not answer at once, there are none, and nothing is said.
/// </summary>
internal sealed class LiveCompletions(Shell shell)
{
    private const int MostIds = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Adds a source to each argument and option whose name says what it takes.</summary>
    public void AddTo(RootCommand root)
    {
        foreach (var top in root.Subcommands)
            AddTo(top, top.Name);
    }

    /// <summary>Returns the source of an argument of a command, or of one of its subcommands; null if its values can't be known.</summary>
    /// <param name="top">The command of the top level.</param>
    public Func<CompletionContext, IEnumerable<string>>? SourceOf(string top, string argument) => (top, argument) switch
    {
        ("explain", "CODE") => _ => ExplanationCatalog.Codes,
        ("doc", "NAME") => _ => [.. LibraryCatalog.Reference.Modules, .. LibraryCatalog.Reference.Names],
        ("worker", "OPTION") => _ => SettableOptions.Names,
        ("worker", "NAME") or ("404", "WORKER") => Names(Workers),
        ("emit", "WORKER") => Names(status => [.. Workers(status), .. NotFound(status)]),
        ("cron", "NAME") => Names(Crons),
        ("404", "NAME") => Names(NotFound),
        ("queue", "NAME") => Names(status => [.. Workers(status), .. Crons(status), .. NotFound(status)]),
        (_, "NAME" or "--handler") => Names(status => [.. Workers(status), .. Crons(status)]),
        ("queue", "ID") => Ids(async (client, limit) => (await client.Ask(Operations.Messages, new(Limit: MostIds), limit))
            .Where(message => message.State != MessageState.Dead).Select(message => message.Id)),
        ("dead", "ID") => Ids(async (client, limit) => (await client.Ask(
            Operations.Messages, new(State: MessageState.Dead, Limit: MostIds), limit)).Select(message => message.Id)),
        ("trace", "ID" or "OTHER") => Ids(async (client, limit) =>
            (await client.Ask(Operations.Traces, new(), limit)).Take(MostIds).Select(trace => trace.Id)),
        (_, "FILE") => context => Files(context.WordToComplete),
        _ => null,
    };

    private void AddTo(Command command, string top)
    {
        foreach (var argument in command.Arguments)
        {
            if (SourceOf(top, argument.Name) is { } source)
                argument.CompletionSources.Add(context => IsTyped(argument, command, context) ? Items(source, context) : []);
        }
        foreach (var option in command.Options)
        {
            if (SourceOf(top, option.Name) is { } source)
                option.CompletionSources.Add(context => Items(source, context));
        }
        foreach (var sub in command.Subcommands)
            AddTo(sub, top);
    }

    /// <summary>Whether the cursor is at this argument of the command, and not at another one.</summary>
    private static bool IsTyped(Argument argument, Command command, CompletionContext context)
    {
        var counts = command.Arguments.Select(each => context.ParseResult.GetResult(each)?.Tokens.Count ?? 0).ToList();
        var at = command.Arguments.IndexOf(argument);
        return context.WordToComplete.Length > 0
            ? counts[at] > 0 && counts[(at + 1)..].TrueForAll(count => count == 0)
            : counts[at] < argument.Arity.MaximumNumberOfValues && counts[..at].TrueForAll(count => count > 0);
    }

    private static IEnumerable<CompletionItem> Items(Func<CompletionContext, IEnumerable<string>> source, CompletionContext context) =>
        source(context).Select(text => new CompletionItem(text));

    private static IEnumerable<string> Workers(StatusView status) => status.Workers.Select(worker => worker.Name);

    private static IEnumerable<string> Crons(StatusView status) => status.Crons.Select(cron => cron.Name);

    private static IEnumerable<string> NotFound(StatusView status) => status.NotFound.Select(name => name.Name);

    private Func<CompletionContext, IEnumerable<string>> Names(Func<StatusView, IEnumerable<string>> select) =>
        context => Ask(context, async (client, limit) => select(await client.Ask(Operations.Status, limit)));

    private Func<CompletionContext, IEnumerable<string>> Ids(
        Func<IControlClient, CancellationToken, Task<IEnumerable<Guid>>> ask) =>
        context => Ask(context, async (client, limit) => (await ask(client, limit)).Select(id => id.ToString()));

    private List<string> Ask(
        CompletionContext context, Func<IControlClient, CancellationToken, Task<IEnumerable<string>>> ask) =>
        Task.Run(async () =>
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, shell.Time);
            var store = await StoreLocation.Find(shell, Data(context.ParseResult), limit.Token);
            await using var client = await HttpControlClient.TryConnect(store, limit.Token);
            return client is null ? [] : (await ask(client, limit.Token)).ToList();
        }
        catch (Exception fault) when (fault is CommandFailure or ControlException or IOException or OperationCanceledException)
        {
            return [];
        }
    }).GetAwaiter().GetResult();

    private static string? Data(ParseResult parse) => parse.CommandResult.Command.Options
        .OfType<Option<string?>>().FirstOrDefault(option => option.Name == "--data") is { } data ? parse.GetValue(data) : null;

    /// <summary>Returns the canvas files of the folder that is being typed. If there are none, the shell completes file names.</summary>
    private IEnumerable<string> Files(string typed)
    {
        var folder = Path.GetDirectoryName(typed) ?? "";
        var full = Path.GetFullPath(folder, shell.Folder);
        return !Directory.Exists(full) ? []
            : Directory.GetFiles(full, "*.dark").Select(file => Path.Combine(folder, Path.GetFileName(file))).Order(StringComparer.Ordinal);
    }
}
