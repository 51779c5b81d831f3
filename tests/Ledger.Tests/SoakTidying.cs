using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Removes what an operator would remove now and then: dead letters, and messages without a worker. It lists them first, so that they are
/// known even if a removal gets no answer.
/// </summary>
internal sealed class SoakTidying(IControlClient control, Func<Task> stillRuns)
{
    private const int MostAtOnce = 10_000;

    private readonly HashSet<Guid> _dead = [];
    private readonly HashSet<Guid> _forNobody = [];

    public long Dead => _dead.Count;

    public long ForNobody => _forNobody.Count;

    public async Task Tidy()
    {
        try
        {
            await Tidy(new MessageFilter(State: MessageState.Dead, Limit: MostAtOnce), SelectionState.Dead, _dead);
            await Tidy(new MessageFilter(HandlerId.Worker(SoakCanvas.Nobody), Limit: MostAtOnce), SelectionState.NotFound, _forNobody);
        }
        catch (ControlException fault) when (fault.Problem is ControlProblem.NoRuntime or ControlProblem.NotFound)
        {
            // There was no answer, or an earlier removal without an answer has taken some of them. The next time lists them anew.
            await stillRuns();
        }
    }

    private async Task Tidy(MessageFilter filter, SelectionState state, HashSet<Guid> found)
    {
        var listed = await control.Ask(Operations.Messages, filter, CancellationToken.None);
        found.UnionWith(listed.Select(message => message.Id));
        if (listed.Count > 0)
            await control.Ask(
                Operations.Remove, new(state, [.. listed.Select(message => message.Id.ToString())]), CancellationToken.None);
    }
}
