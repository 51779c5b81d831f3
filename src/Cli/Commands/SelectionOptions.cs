using System.CommandLine;
using System.CommandLine.Parsing;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Cli.Commands;

/// <summary>Which dead letters are meant: ids, or those that fit what is said of them.</summary>
internal sealed class SelectionOptions(Shell shell)
{
    private readonly Argument<string[]> _ids =
        new("ID") { Description = "Dead letters, or the beginnings of their ids", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _handler = StandardOptions.Word("--handler", "Those of one worker or cron", "NAME", "--of");
    private readonly Option<string?> _error =
        StandardOptions.Word("--error", "Those with this error: its code, or a part of its message or place", "TEXT");
    private readonly Option<TimeSpan?> _olderThan = StandardOptions.Duration("--older-than", "Those that died at least so long ago");
    private readonly Option<bool> _all = StandardOptions.All("dead letters");

    public void AddTo(Command command)
    {
        command.Add(_ids);
        AddFilters(command);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            var named = result.GetValue(_ids) is { Length: > 0 };
            var described = ((Option[])[_handler, _error, _olderThan, _all]).Where(result.IsGiven).Select(option => option.Name).ToList();
            if (named && described.Count > 0)
                result.AddError(
                    $"an ID and {string.Join(", ", described)} do not go together: name dead letters by id, or say which of all are meant");
            else if (!named && described.Count == 0)
                result.AddError("name dead letters by id, or say which with --handler, --error, --older-than or --all");
        });
    }

    public void AddFilters(Command command)
    {
        command.Add(_handler);
        command.Add(_error);
        command.Add(_olderThan);
    }

    /// <summary>The only id; null when there is another number of them.</summary>
    public string? OnlyId(ParseResult parse) => OnlyId(parse.CommandResult);

    public string? OnlyId(CommandResult command) => command.GetValue(_ids) is [var id] ? id : null;

    public async Task<MessageSelection> Read(IControlClient client, ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(_ids) is { Length: > 0 } ids)
            return new MessageSelection(SelectionState.Dead, Ids: ids);
        var handler = await Handler(client, parse.GetValue(_handler), cancellation);
        return new MessageSelection(
            SelectionState.Dead, Handler: handler, All: parse.GetValue(_all), Error: parse.GetValue(_error), DiedBefore: DiedBefore(parse));
    }

    /// <summary>Of a list: the handler may also be named by an argument.</summary>
    public async Task<MessageFilter> Filter(
        IControlClient client, ParseResult parse, Argument<string?> name, int limit, CancellationToken cancellation) =>
        new(await Handler(client, parse.GetValue(name)
            ?? parse.GetValue(_handler), cancellation), MessageState.Dead, limit, parse.GetValue(_error), DiedBefore(parse));

    /// <summary>One way of naming a handler, not both.</summary>
    public void RefuseHandlerBeside(Command command, Argument<string?> name) => command.Validators.Add(result =>
    {
        if (result.GetValue(name) is not null && result.IsGiven(_handler))
            result.AddError("both NAME and --handler say whose: give one of them");
    });

    private static async Task<HandlerId?> Handler(IControlClient client, string? name, CancellationToken cancellation) =>
        name is null ? null : await HandlerLookup.Find(client, name, cancellation);

    private DateTimeOffset? DiedBefore(ParseResult parse) => shell.Time.GetUtcNow() - parse.GetValue(_olderThan);
}
