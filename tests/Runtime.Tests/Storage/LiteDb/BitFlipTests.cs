using System.Globalization;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>
/// Whatever the disk does to the files of a store ends in an error that says so or in right data, never in wrong data.
/// <c>DARK_FLIPS=10000</c> tries 10 000 damages.
/// </summary>
public sealed class BitFlipTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_124;

    private static readonly StoreLimits Busy = new()
    {
        FirstLogBytes = 64 << 10,
        CheckpointAtBytes = 300 << 10,
        ReleaseAtPages = 8,
        GarbageBytes = 30_000,
        MinPortionBytes = 2_000,
        LoadAtStart = 10,
    };

    private static int Flips { get; } = int.Parse(Environment.GetEnvironmentVariable("DARK_FLIPS") ?? "300", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damage_anywhere_in_the_files_ends_in_an_error_or_in_right_data(bool wasClosed)
    {
        var laboratory = new Laboratory(wasClosed);
        var outcomes = new SortedDictionary<string, int>();
        for (var number = 0; number < Flips / 2; number++)
        {
            var outcome = laboratory.Try(number);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine(string.Join('\n', outcomes.Select(o => $"{o.Value} x {o.Key}")));
        Assert.True(outcomes.Keys.Any(o => o.Contains("error", StringComparison.Ordinal)), "no damage was ever noticed");
    }

    /// <summary>A filled store and its expected contents.</summary>
    private sealed class Laboratory
    {
        private readonly SimulatedDisk _disk;
        private readonly HashSet<string> _everStored = [];
        private readonly Dictionary<Guid, string> _traces = [];
        private readonly string _last;

        public Laboratory(bool wasClosed)
        {
            var disk = SimulatedDisk.New(Busy);
            var shadow = new MemoryStore();
            var (traffic, second) = (new Traffic(17), new Traffic(17));
            var store = disk.OpenStore(Busy);
            store.Load();
            _last = "";
            for (var i = 0; i < 120; i++)
            {
                var changes = traffic.NextCommit();
                store.Commit(changes);
                shadow.Commit(second.NextCommit());
                foreach (var trace in changes.OfType<TraceRecorded>())
                    _traces[trace.Trace.Id] = Facts.Describe(trace.Trace);
                var contents = shadow.Load();
                second.Replace(contents.Messages);
                _everStored.UnionWith(contents.Messages.Select(Facts.Describe));
                _last = Describe(contents.Messages, contents);
            }

            if (wasClosed)
                store.Dispose();
            _disk = disk.Now();
        }

        public string Try(int number)
        {
            var chance = new Random(Seed + number);
            var disk = _disk.Now();
            var damage = Damages.Do(disk, chance);
            try
            {
                using var store = disk.OpenStore(Busy);
                return damage.What + " " + Examine(store, $"damage {number}: {damage}");
            }
            catch (StoreException refused)
            {
                Assert.Equal(StoreProblem.Damaged, refused.Problem);
                Assert.Contains(damage.InLog ? "store.log" : "store.db", refused.Message, StringComparison.Ordinal);
                return damage.What + ": an error, nothing opened";
            }
        }

        private string Examine(LiteDbStore store, string damage)
        {
            var contents = store.Load();
            var messages = contents.Messages.ToList();
            foreach (var spilled in contents.Spilled)
                messages.AddRange(store.LoadSpilled(spilled.Handler, int.MaxValue));
            foreach (var header in contents.Traces)
                LookAtTrace(store, header.Id, damage);
            var found = Describe(messages, contents);
            if (contents.Damage.Count > 0)
            {
                var wrong = messages.Select(Facts.Describe).FirstOrDefault(m => !_everStored.Contains(m));
                Assert.True(wrong is null, $"{damage}: a message that never was\n{wrong}\n{string.Join('\n', contents.Damage)}");
                return ": an error that says what is damaged";
            }

            Assert.True(found == _last, $"{damage}: wrong data without a word\n{Difference(found, _last)}");
            return ": right data";
        }

        private void LookAtTrace(LiteDbStore store, Guid id, string damage)
        {
            if (store.ReadTrace(id) is { } trace)
                Assert.True(Facts.Describe(trace) == _traces[id], $"{damage}: a trace is wrong");
        }

        private static string Describe(IEnumerable<Message> messages, StoreContents contents) => string.Join('\n',
            [
                .. messages.Select(Facts.Describe).Order(StringComparer.Ordinal),
                .. Facts.Describe(contents).Split('\n').Except(contents.Messages.Select(Facts.Describe)).Order(StringComparer.Ordinal),
            ]);

        private static string Difference(string found, string expected) =>
            string.Join('\n', [.. found.Split('\n').Except(expected.Split('\n'))
                .Select(l => "found    " + l), .. expected.Split('\n').Except(found.Split('\n')).Select(l => "expected " + l)]);
    }
}
