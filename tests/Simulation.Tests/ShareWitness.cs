using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;

namespace DarkLang.Simulation.Tests;

/// <summary>Checks that the shares of a worker take turns. One process knows its shares by their objects.</summary>
internal sealed class ShareWitness(World world)
{
    /// <summary>For each share that waits: how many messages of each other share began since it has been seen to wait.</summary>
    private readonly Dictionary<Share, Dictionary<string, int>> _since = [];

    /// <summary>The message was just claimed from its queue.</summary>
    public void Began(HandlerQueue queue, Message message)
    {
        if (queue.Shares is not { } shares || message.ShareName is not { } name)
            return;
        foreach (var waiting in shares.Shares)
        {
            if (waiting.Name == name)
                _since.Remove(waiting);
            else if (!_since.TryGetValue(waiting, out var others))
                _since.Add(waiting, []);
            else if ((others[name] = others.GetValueOrDefault(name) + 1) > message.ShareWeight)
                world.Violate($"share {name} of {queue.Id} had two turns while share {waiting.Name} waited for one");
        }
    }
}
