using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>A message that became a dead letter because the process died during each of its attempts.</summary>
public sealed record CrashNotice(HandlerId Handler, Guid Message, Failure Failure)
{
    internal static CrashNotice Of(MessageUpdated update) => new(update.Message.Handler, update.Message.Id, update.Death!.Failure);
}
