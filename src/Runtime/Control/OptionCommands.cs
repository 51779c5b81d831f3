using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Sets options of workers while they run, until the file says otherwise.</summary>
internal sealed class OptionCommands(EngineParts parts, CommandRunner commands)
{
    public Task Set(SetOptionRequest request)
    {
        var handler = request.Handler;
        if (request.Value is not { } value)
            return Unset(handler, request.Option);
        if (SettableOptions.Read(request.Option, value, out var problem) is not { } options)
            throw new ControlException(ControlProblem.BadRequest, problem!);
        return commands.Run([handler], () =>
        {
            var queue = Worker(handler);
            if (request.Option == "priority" && queue.Handler!.Options.PriorityOf is not null)
                throw new ControlException(
                    ControlProblem.Refused, $"the priority of {handler} is computed for each event: change it in the file");
            var set = new OptionOverride(
                handler, request.Option, SettableOptions.Written(request.Option, value),
                OptionOverrides.FileValueOf(queue.Handler!.Options, request.Option), parts.Context.Time.GetUtcNow(), request.By);
            return new Command([new OptionSet(set)], () => Apply(queue, set, options));
        });
    }

    private Task Unset(HandlerId handler, string option) => commands.Run([handler], () =>
    {
        var queue = Worker(handler);
        if (queue.Overrides.Find(option) is not { } set)
            return null;
        return new Command([new OptionUnset(set)], () =>
        {
            queue.Overrides.Remove(option);
            Changed(queue);
        });
    });

    private void Apply(HandlerQueue queue, OptionOverride set, HandlerOptions options)
    {
        queue.Overrides.Set(set, options);
        // The file may have changed while the command was pending.
        if (queue.Handler is not null)
            foreach (var outdated in queue.Overrides.RemoveOutdated(queue.Handler.Options))
                parts.Commits.SubmitWithoutWaiting(new CommitUnit([new OptionUnset(outdated)]));
        Changed(queue);
    }

    private void Changed(HandlerQueue queue)
    {
        parts.Context.Queues.OptionsChanged(queue);
        parts.Context.Signals.Runnable();
        parts.Context.Signals.DueTimesChanged();
    }

    private HandlerQueue Worker(HandlerId handler)
    {
        var queue = HandlerFinder.Get(parts.Context, handler);
        return queue.Handler is Worker { Alert: null }
            ? queue : throw new ControlException(ControlProblem.Refused, $"{handler.Name} is an alert, which has no options");
    }
}
