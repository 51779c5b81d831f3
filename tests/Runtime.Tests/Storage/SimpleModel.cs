using System.Globalization;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>The contents of a store in the simplest possible form, to compare the real stores with.</summary>
internal sealed class SimpleModel
{
    private readonly List<Guid> _order = [];
    private readonly Dictionary<Guid, Message> _messages = [];
    private readonly Dictionary<HandlerId, (long Done, long DeadInAll)> _totals = [];
    private readonly Dictionary<(HandlerId, string), OnceKey> _keys = [];
    private DateTimeOffset _newest;

    public int Count => _order.Count;

    public IReadOnlyList<Guid> Ids => _order;

    public Guid IdAt(int index) => _order[index];

    public void Apply(Change change)
    {
        switch (change)
        {
            case MessageEnqueued { Message: var m }:
                _order.Add(m.Id);
                _messages[m.Id] = m.AsStored();
                if (m.EmittedAt > _newest)
                    _newest = m.EmittedAt;
                if (m.OnceKey is not null)
                    _keys[(m.Handler, m.OnceKey)] = OnceKey.Of(m);
                break;
            case MessageSettled { Message: var m, Settlement: var how }:
                _order.Remove(m.Id);
                if (how == Settlement.Done)
                    _totals[m.Handler] = Of(m) with { Done = Of(m).Done + 1 };
                if (how == Settlement.Removed && m.OnceKey is { } key && _keys.GetValueOrDefault((m.Handler, key))?.Message == m.Id)
                    _keys.Remove((m.Handler, key));
                break;
            case OnceKeyForgotten forgotten:
                _keys.Remove((forgotten.Handler, forgotten.Key));
                break;
            case MessageUpdated update:
                var stored = _messages[update.Message.Id];
                if (update.State == MessageState.Dead && stored.State != MessageState.Dead)
                    _totals[stored.Handler] = Of(stored) with { DeadInAll = Of(stored).DeadInAll + 1 };
                (stored.State, stored.Due, stored.Attempts, stored.Death) = (update.State, update.Due, update.Attempts, update.Death);
                break;
            default:
                throw new ArgumentException(change.ToString(), nameof(change));
        }
    }

    public string Describe() => string.Join('\n',
        [
            .. _order.Select(id => Facts.Describe(_messages[id])),
            .. _totals.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value.Done} {t.Value.DeadInAll}"))
                .Order(StringComparer.Ordinal),
            .. _keys.Values.Where(k => k.Until > _newest).Select(Describe).Order(StringComparer.Ordinal),
        ]);

    public static string Describe(IEnumerable<Message> messages, StoreContents contents) => string.Join('\n',
        [
            .. messages.Select(Facts.Describe),
            .. contents.Totals.Where(t => t.Value != HandlerTotals.Zero).Select(
                t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value.Done} {t.Value.DeadInAll}"))
                .Order(StringComparer.Ordinal),
            .. contents.OnceKeys.Select(Describe).Order(StringComparer.Ordinal),
        ]);

    private static string Describe(OnceKey key) => $"{(key.Handler, key.Key)} {key.Until:O} {key.Message} {key.TakenAt:O}";

    private (long Done, long DeadInAll) Of(Message message) => _totals.GetValueOrDefault(message.Handler);
}
