using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// A pause on its way to the store. One that goes on already is stored again: it may be over, or taken back, before that. Used under the engine's lock.
/// </summary>
internal sealed record BegunPause(HandlerQueue Queue, Pause Pause, bool IsNew)
{
    public HandlerPaused Change => new(Pause);

    /// <summary>It is stored, and holds. True when that is news.</summary>
    public bool Committed()
    {
        var isOver = Queue.Pause is null;
        Queue.StoredPause = Pause;
        Queue.Pause ??= Pause;
        return IsNew || isOver;
    }
}
