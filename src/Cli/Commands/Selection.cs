using System.CommandLine;
using System.CommandLine.Parsing;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Cli.Commands;

/// <summary>Which dead letters are meant: ids, or those that fit what is said of them.</summary>
internal sealed class Selection(Shell shell)
{
    private readonly Argument<string[]> _ids = new("ID") { Description = "Dead letters, or the beginnings of their ids", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _handler = new("--handler", "--of") { Description = "Those of one worker or cron", HelpName = "NAME" };
    private readonly Option<string?> _error = new("--error") { Description = "Those with this error: its code, or a part of its message or place", HelpName = "TEXT" };
    private readonly Option<TimeSpan?> _olderThan = StandardOptions.Duration("--older-than", "Those that died at least so long ago");
    private readonly Option<bool> _all = StandardOptions.All("dead letters");

    public void AddTo(Command command)
    {
        command.Add(_ids);
        command.Add(_handler);
        AddFilters(command);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            var named = result.GetValue(_ids) is { Length: > 0 };
            var described = ((Option[])[_handler, _error, _olderThan, _all]).Where(result.IsGiven).Select(option => option.Name).ToList();
            if (named && described.Count > 0)
                result.AddError($"an ID and {string.Join(", ", described)} do not go together: name dead letters by id, or say which of all are meant");
            else if (!named && described.Count == 0)
                result.AddError("name dead letters by id, or say which with --handler, --error, --older-than or --all");
        });
    }

    public void AddFilters(Command command)
    {
        command.Add(_error);
        command.Add(_olderThan);
    }

    /// <summary>The only id; null when there is another number of them.</summary>
    public string? OnlyId(ParseResult parse) => OnlyId(parse.CommandResult);

    public string? OnlyId(CommandResult command) => command.GetValue(_ids) is [var id] ? id : null;

    public async Task<MessageSelection> Read(IControlClient client, ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(_ids) is { Length: > 0 } ids)
            return new MessageSelection("dead", Ids: ids);
        var handler = parse.GetValue(_handler) is { } name ? await HandlerLookup.Find(client, name, cancellation) : default(HandlerId?);
        return new MessageSelection("dead", Handler: handler, All: parse.GetValue(_all), Error: parse.GetValue(_error), DiedBefore: DiedBefore(parse));
    }

    public MessageFilter Filter(ParseResult parse, HandlerId? handler, int limit) =>
        new(handler, "dead", limit, parse.GetValue(_error), DiedBefore(parse));

    private DateTimeOffset? DiedBefore(ParseResult parse) => shell.Time.GetUtcNow() - parse.GetValue(_olderThan);
}
