using System.CommandLine.Parsing;

namespace DarkLang.Cli.Commands;

/// <summary>Selects dead letters by their ids, or by handler, error and age.</summary>
internal sealed class SelectionOptions(Shell shell)
{
    private readonly Argument<string[]> _ids =
        new("ID") { Description = "The ids of dead letters, or their beginnings", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _handler = StandardOptions.Word("--handler", "Dead letters of this worker or cron", "NAME", "--of");
    private readonly Option<string?> _error =
        StandardOptions.Word("--error", "Dead letters with this error: its code, or part of its message or place", "TEXT");
    private readonly Option<TimeSpan?> _olderThan =
        StandardOptions.Duration("--older-than", "Messages that have been dead for at least this long");
    private readonly Option<string?> _where = StandardOptions.Where();
    private readonly Option<bool> _all = StandardOptions.All("dead letters");

    public void AddTo(Command command)
    {
        command.Add(_ids);
        AddFilters(command);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            var named = result.GetValue(_ids) is { Length: > 0 };
            Option[] options = [_handler, _error, _olderThan, _where, _all];
            var described = options.Where(result.IsGiven).Select(option => option.Name).ToList();
            if (named && described.Count > 0)
                result.AddError(
                    $"an ID can't be combined with {string.Join(", ", described)}: select dead letters by id or by their properties");
            else if (!named && described.Count == 0)
                result.AddError("select dead letters by id, or with --handler, --error, --older-than, --where or --all");
        });
    }

    public void AddFilters(Command command)
    {
        command.Add(_handler);
        command.Add(_error);
        command.Add(_olderThan);
        command.Add(_where);
    }

    /// <summary>Returns the id if there is exactly one; else null.</summary>
    public string? OnlyId(ParseResult parse) => OnlyId(parse.CommandResult);

    public string? OnlyId(CommandResult command) => command.GetValue(_ids) is [var id] ? id : null;

    public async Task<MessageSelection> Read(IControlClient client, ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(_ids) is { Length: > 0 } ids)
            return new MessageSelection(SelectionState.Dead, Ids: ids);
        var handler = await HandlerLookup.FindGiven(client, parse.GetValue(_handler), cancellation);
        return new MessageSelection(
            SelectionState.Dead, Handler: handler, All: parse.GetValue(_all), Error: parse.GetValue(_error), DeadBefore: DeadBefore(parse),
            Where: parse.GetValue(_where));
    }

    /// <summary>Returns the filter of a list, whose handler may also be an argument.</summary>
    public async Task<MessageFilter> Filter(
        IControlClient client, ParseResult parse, Argument<string?> name, int limit, CancellationToken cancellation)
    {
        var handler = await HandlerLookup.FindGiven(client, parse.GetValue(name) ?? parse.GetValue(_handler), cancellation);
        return new(handler, MessageState.Dead, limit, parse.GetValue(_error), DeadBefore(parse), parse.GetValue(_where));
    }

    /// <summary>Refuses two handlers.</summary>
    public void RefuseHandlerBeside(Command command, Argument<string?> name) => command.Validators.Add(result =>
    {
        if (result.GetValue(name) is not null && result.IsGiven(_handler))
            result.AddError("give NAME or --handler, not both");
    });

    private DateTimeOffset? DeadBefore(ParseResult parse) => shell.Time.GetUtcNow() - parse.GetValue(_olderThan);
}
