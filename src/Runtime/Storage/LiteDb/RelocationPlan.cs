using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>What the next commit does besides its own changes, so that the oldest batches can go.</summary>
/// <param name="Messages">Messages to be written again, with the place of their emit.</param>
/// <param name="Keys">Once-keys to be written again whose message is gone.</param>
/// <param name="Low">Batches before this one hold nothing live, and go with this commit; zero when none goes.</param>
internal sealed record RelocationPlan(IReadOnlyList<(Message Message, long Origin)> Messages, IReadOnlyList<OnceKey> Keys, long Low)
{
    public static RelocationPlan Nothing { get; } = new([], [], 0);
}
