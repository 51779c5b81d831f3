using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Cli.Commands;

/// <summary>Which dead letters an act is for: ids, one handler's, or all; exactly one of the three.</summary>
internal sealed class Selection
{
    private readonly Argument<string[]> _ids = new("ID") { Description = "Dead letters, or the beginnings of their ids", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _handler = new("--of") { Description = "All of one worker or cron", HelpName = "NAME" };
    private readonly Option<bool> _all = StandardOptions.All("dead letters");

    public void AddTo(Command command)
    {
        command.Add(_ids);
        command.Add(_handler);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            var given = (result.GetValue(_ids) is { Length: > 0 } ? 1 : 0) + (result.GetValue(_handler) is null ? 0 : 1) + (result.GetValue(_all) ? 1 : 0);
            if (given != 1)
                result.AddError("name dead letters by id, or all of one handler with --of NAME, or all with --all");
        });
    }

    public async Task<MessageSelection> Read(IControlClient client, ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(_ids) is { Length: > 0 } ids)
            return new MessageSelection("dead", Ids: ids);
        if (parse.GetValue(_handler) is { } name)
            return new MessageSelection("dead", Handler: await HandlerLookup.Find(client, name, cancellation));
        return new MessageSelection("dead", All: true);
    }

    /// <summary>How many the selection is for, counted before asking.</summary>
    public static async Task<long> Count(IControlClient client, MessageSelection selection, CancellationToken cancellation)
    {
        if (selection.Ids is { } ids)
            return ids.Distinct().Count();
        var status = await client.Status(cancellation);
        var workers = status.Workers.Where(worker => selection.All || selection.Handler == HandlerId.Worker(worker.Name)).Sum(worker => worker.Dead);
        var crons = status.Crons.Where(cron => selection.All || selection.Handler == HandlerId.Cron(cron.Name)).Sum(cron => cron.Dead);
        return workers + crons;
    }
}
