namespace DarkLang.Runtime.Queues;

/// <summary>The steps of one handler. Used under the engine's lock.</summary>
internal sealed class HandlerSteps
{
    private readonly Queue<Step> _waiting = new();
    private readonly Dictionary<Message, Step> _running = [];

    /// <summary>The number of attempts that may start although the handler is paused.</summary>
    public int Count => _waiting.Count;

    public void Add(Step step) => _waiting.Enqueue(step);

    /// <summary>The attempt of the next step starts.</summary>
    public void Start(Message message) => _running.Add(message, _waiting.Dequeue());

    /// <summary>Removes the step whose attempt has ended; false if the attempt was none.</summary>
    public bool TryEnd(Message message, [NotNullWhen(true)] out Step? step)
    {
        step = null;
        return _running.Count > 0 && _running.Remove(message, out step);
    }

    /// <param name="keep">The number of steps that still have a message.</param>
    public void Refuse(string why, long keep = 0)
    {
        while (_waiting.Count > keep && _waiting.TryDequeue(out var step))
            step.Refuse(why);
    }
}
