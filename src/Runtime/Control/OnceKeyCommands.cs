using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Lists the once-keys of a worker, and forgets them.</summary>
internal sealed class OnceKeyCommands(EngineParts parts, CommandRunner commands)
{
    public IReadOnlyList<OnceKeyView> List(KeysRequest request)
    {
        lock (parts.Context.Gate)
        {
            var handler = request.Handler.ToStored();
            var keys = Of(handler).Take(request.Limit).Select(View).ToList();
            return keys.Count > 0 || parts.Context.Queues.TryGet(handler, out _)
                ? keys : throw HandlerFinder.Unknown(parts.Context, handler);
        }
    }

    /// <summary>Returns how many keys were shown by that text and are free again.</summary>
    public async Task<int> Forget(HandlerId handler, string key)
    {
        IReadOnlyList<OnceKey> forgotten = [];
        var shown = Nfc.Of(key);
        await commands.Run([handler], () =>
        {
            forgotten = [.. Of(handler).Where(taken => SchedulingAttributes.Shown(taken.Key).Text == shown)];
            return forgotten.Count == 0 ? null : new Command(
                [.. forgotten.Select(taken => new OnceKeyForgotten(handler, taken.Key))], () => Release(forgotten));
        }).ConfigureAwait(false);
        return forgotten.Count;
    }

    private IEnumerable<OnceKey> Of(HandlerId handler) => parts.Context.OnceKeys.Of(handler, parts.Context.Time.GetUtcNow());

    private void Release(IReadOnlyList<OnceKey> forgotten)
    {
        foreach (var (handler, key, _, message, _) in forgotten)
            parts.Context.OnceKeys.Release(handler, key, message);
    }

    private OnceKeyView View(OnceKey taken)
    {
        var (text, isDedupe) = SchedulingAttributes.Shown(taken.Key);
        var isKnown = taken.Message != Guid.Empty;
        return new OnceKeyView(
            HandlerFinder.Shown(parts.Context, taken.Handler), text, isDedupe,
            isKnown ? taken.Message : null, isKnown ? taken.TakenAt : null, taken.Until);
    }
}
