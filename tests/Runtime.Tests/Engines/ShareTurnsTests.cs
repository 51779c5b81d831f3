using System.Globalization;
using CsCheck;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class ShareTurnsTests
{
    [Fact]
    public void The_turns_are_those_of_a_simple_model() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9]).Array[0, 200].Sample(script =>
    {
        var turns = new ShareTurns();
        var model = new Model();
        foreach (var (number, (share, step)) in script.Index())
        {
            if (step < 5)
            {
                turns.Add(MessageOf(number, share));
                model.Add(share, number);
            }
            else if (step == 5)
            {
                var gone = turns.All.Where(message => NumberOf(message) % 3 == 0).ToHashSet();
                turns.Remove(gone);
                model.Remove(n => n % 3 == 0);
            }
            else
            {
                Assert.Equal(model.Next(), turns.Next is { } next ? NumberOf(next) : null);
                Assert.Equal(model.Take(), turns.TryTake(out var taken) ? NumberOf(taken) : null);
            }
            Assert.Equal(model.Count, turns.Count);
            Assert.Equal(model.Shares, turns.Shares.Count);
        }
    }, iter: 500);

    [Fact]
    public void While_a_share_waits_no_other_has_two_turns() =>
        Gen.Select(Gen.Int[0, 4], Gen.Bool).Array[0, 300].Sample(script =>
    {
        var turns = new ShareTurns();
        // For each share that waits: how many messages of each other share have run since it began to, or had its turn.
        var since = new Dictionary<string, Dictionary<string, int>>();
        foreach (var (number, (share, takes)) in script.Index())
        {
            if (!takes)
            {
                turns.Add(MessageOf(number, share));
                since.TryAdd($"{share}", []);
                continue;
            }
            if (!turns.TryTake(out var taken))
                continue;
            foreach (var (_, others) in since.Where(waiting => waiting.Key != taken.ShareName))
                Assert.InRange(others[taken.ShareName!] = others.GetValueOrDefault(taken.ShareName!) + 1, 1, WeightOf(taken.ShareName!));
            since.Remove(taken.ShareName!);
            if (turns.All.Any(message => message.ShareName == taken.ShareName))
                since.Add(taken.ShareName!, []);
        }
    }, iter: 500);

    /// <summary>A share is named by its number, and its weight is one more.</summary>
    private static Message MessageOf(int number, int share)
    {
        var message = Facts.Message(number);
        var options = new Lang.Resolution.HandlerOptions { Share = AnyCode };
        message.SetScheduling(new SchedulingAttributes(null, 0, $"{share}", share + 1, null, null), options);
        return message;
    }

    private static Lang.Resolution.Code AnyCode { get; } =
        Lang.Resolution.CanvasLoader.Load([new Lang.Source.SourceText("x.dark", "worker w with { share: event }\n  event\n")])
            .Canvas!.Workers[0].Options.Share!;

    private static int WeightOf(string share) => int.Parse(share, CultureInfo.InvariantCulture) + 1;

    private static int NumberOf(Message message) => BitConverter.ToInt32(message.Id.ToByteArray());

    private sealed class Model
    {
        private readonly List<(int Share, List<int> Numbers)> _line = [];
        private int _used;

        public int Count => _line.Sum(one => one.Numbers.Count);

        public int Shares => _line.Count;

        public void Add(int share, int number)
        {
            if (_line.FindIndex(one => one.Share == share) is >= 0 and var at)
                _line[at].Numbers.Add(number);
            else
                _line.Add((share, [number]));
        }

        public void Remove(Predicate<int> gone)
        {
            var first = _line.FirstOrDefault();
            foreach (var (_, numbers) in _line)
                numbers.RemoveAll(gone);
            if (first.Numbers is { Count: 0 })
                _used = 0;
            _line.RemoveAll(one => one.Numbers.Count == 0);
        }

        public int? Next() => _line is [var (_, numbers), ..] ? numbers[0] : null;

        public int? Take()
        {
            if (_line is not [var first, ..])
                return null;
            var taken = first.Numbers[0];
            first.Numbers.RemoveAt(0);
            if (first.Numbers.Count > 0 && ++_used < first.Share + 1)
                return taken;
            _used = 0;
            _line.RemoveAt(0);
            if (first.Numbers.Count > 0)
                _line.Add(first);
            return taken;
        }
    }
}
