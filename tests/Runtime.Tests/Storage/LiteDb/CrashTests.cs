using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>The process dies, or the power goes, at every single write: what was acknowledged is there, and nothing is there by half.</summary>
public sealed class CrashTests
{
    /// <summary>Set to check every point of long scripts instead of some of a short one.</summary>
    private const string Thorough = "DARK_THOROUGH";

    private static readonly StoreLimits _busy = new() { FirstLogBytes = 64 << 10, CheckpointAtBytes = 200 << 10, LetGoAtPages = 8, SlackBytes = 30_000, LeastPortionBytes = 2_000 };

    internal static bool IsThorough { get; } = Environment.GetEnvironmentVariable(Thorough) is not null;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_process_that_dies_at_any_write_loses_nothing_acknowledged(int seed)
    {
        var run = new Run(seed, IsThorough ? 500 : 150);
        foreach (var point in run.Points(IsThorough ? int.MaxValue : 120)) run.Check(point, run.Disk.Killed(point));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_power_cut_at_any_write_loses_nothing_acknowledged(int seed)
    {
        var run = new Run(seed, IsThorough ? 500 : 150);
        var chance = new Random(seed);
        foreach (var point in run.Points(IsThorough ? int.MaxValue : 120)) run.Check(point, run.Disk.PowerCut(point, chance));
    }

    [Fact]
    public void A_store_goes_on_after_a_crash_as_if_nothing_had_been()
    {
        var run = new Run(5, 60);
        foreach (var point in run.Points(12))
        {
            var disk = run.Disk.Killed(point);
            var expected = new MemoryStore();
            var traffic = new Traffic(99);
            using (var store = disk.OpenStore(_busy))
            {
                foreach (var message in store.Load().Messages) store.Commit([new MessageSettled(message, Settlement.Removed)]);
                for (var i = 0; i < 40; i++) store.Commit(traffic.NextCommit());
            }

            var again = new Traffic(99);
            for (var i = 0; i < 40; i++) expected.Commit(again.NextCommit());
            using var reopened = disk.OpenStore(_busy);
            Assert.Equal(expected.Load().Messages.Select(Facts.Describe), reopened.Load().Messages.Select(Facts.Describe));
        }
    }

    [Fact]
    public void The_script_passes_through_checkpoints_and_compaction()
    {
        var run = new Run(1, 150);
        Assert.True(run.Commits.Count == 150);
        Assert.True(run.DataWrites > 100, $"only {run.DataWrites} writes to the data file");
        Assert.True(run.LowWaterMark > 20, $"the low-water mark is still at {run.LowWaterMark}");
    }

    /// <summary>A script that was run once: the disk with all its writes, and what the store held after each commit.</summary>
    private sealed class Run
    {
        public Run(int seed, int commits)
        {
            Disk = SimulatedDisk.New(_busy);
            var expected = new MemoryStore();
            var (traffic, shadow) = (new Traffic(seed), new Traffic(seed));
            using var store = Disk.OpenStore(_busy);
            store.Load();
            Commits.Add((0, Facts.Describe(expected.Load())));
            for (var i = 1; i < commits; i++)
            {
                store.Commit(traffic.NextCommit());
                expected.Commit(shadow.NextCommit());
                var contents = expected.Load();
                shadow.Replace(contents.Messages);
                Commits.Add((Disk.OperationCount, Facts.Describe(contents)));
            }

            LowWaterMark = store.LowWaterMark;
            DataWrites = Disk.WritesTo(Disk.Data);
        }

        public SimulatedDisk Disk { get; }

        public long LowWaterMark { get; }

        public int DataWrites { get; }

        /// <summary>After how many operations each commit was acknowledged, and what the store held then.</summary>
        public List<(int Operations, string Contents)> Commits { get; } = [];

        public IEnumerable<int> Points(int count)
        {
            var step = Math.Max(1, Disk.OperationCount / count);
            for (var point = 1; point <= Disk.OperationCount; point += step) yield return point;
        }

        /// <summary>The store holds what it acknowledged, and at most the one commit that was under way.</summary>
        public void Check(int point, SimulatedDisk disk)
        {
            var acknowledged = Commits.FindLastIndex(c => c.Operations <= point);
            using var store = disk.OpenStore(_busy);
            var found = Facts.Describe(store.Load());
            if (acknowledged + 1 < Commits.Count && found == Commits[acknowledged + 1].Contents) return;
            Assert.True(found == Commits[acknowledged].Contents, $"after operation {point}, commit {acknowledged}:\n{Difference(found, Commits[acknowledged].Contents)}");
        }

        private static string Difference(string found, string expected) =>
            string.Join('\n', [.. found.Split('\n').Except(expected.Split('\n')).Select(l => "found    " + l), .. expected.Split('\n').Except(found.Split('\n')).Select(l => "expected " + l)]);
    }
}
