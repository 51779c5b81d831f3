using System.IO.Hashing;
using System.Runtime.InteropServices;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>
/// The process dies, or the power fails, at every single write: acknowledged commits are there, and no commit is there by half.
/// </summary>
public sealed class CrashTests
{
    /// <summary>Set to check every point of long scripts instead of some points of a short one.</summary>
    private const string Thorough = "DARK_THOROUGH";

    private static readonly StoreLimits Busy =
        new()
        {
            FirstLogBytes = 64 << 10,
            CheckpointAtBytes = 200 << 10,
            ReleaseAtPages = 8,
            GarbageBytes = 30_000,
            MinPortionBytes = 2_000,
        };

    internal static bool IsThorough { get; } = Environment.GetEnvironmentVariable(Thorough) is not null;

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(2, 1_000)]
    public void A_process_that_dies_at_any_write_loses_nothing_acknowledged(int seed, int thorough)
    {
        var run = new Run(seed, IsThorough ? thorough : 900);
        var points = run.Points(IsThorough ? int.MaxValue : 120).ToList();
        foreach (var (point, disk) in run.Disk.KilledAt(points))
            run.Check(point, disk);
        Report(
            $"killed at {points.Count} of {run.Disk.OperationCount} writes and syncs "
            + $"of a script of {run.Changes} operations in {run.CommitCount} commits");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_power_cut_at_any_write_loses_nothing_acknowledged(int seed)
    {
        var run = new Run(seed, IsThorough ? 3_000 : 900);
        var chance = new Random(seed);
        var points = run.Points(IsThorough ? 500 : 120).ToList();
        foreach (var point in points)
            run.Check(point, run.Disk.PowerCut(point, chance));
        Report($"{points.Count} power cuts in {run.Disk.OperationCount} writes and syncs of a script of {run.Changes} operations");
    }

    [Fact]
    public void A_store_continues_after_a_crash_as_if_nothing_had_happened()
    {
        var run = new Run(5, 350);
        foreach (var point in run.Points(12))
        {
            var disk = run.Disk.Killed(point);
            var expected = new MemoryStore();
            var traffic = new Traffic(99);
            using (var store = disk.OpenStore(Busy))
            {
                foreach (var message in store.Load().Messages)
                    store.Commit([new MessageSettled(message, Settlement.Removed)]);
                for (var i = 0; i < 40; i++)
                    store.Commit(traffic.NextCommit());
            }

            var again = new Traffic(99);
            for (var i = 0; i < 40; i++)
                expected.Commit(again.NextCommit());
            using var reopened = disk.OpenStore(Busy);
            Assert.Equal(expected.Load().Messages.Select(Facts.Describe), reopened.Load().Messages.Select(Facts.Describe));
        }
    }

    [Fact]
    public void The_script_passes_through_checkpoints_and_compaction()
    {
        var run = new Run(1, 900);
        Assert.True(run.DataWrites > 100, $"only {run.DataWrites} writes to the data file");
        Assert.True(run.LowWaterMark > 20, $"the low-water mark is still at {run.LowWaterMark}");
    }

    private static void Report(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);

    /// <summary>The run of a script: the disk with all its writes, and the contents of the store after each commit.</summary>
    private sealed class Run
    {
        private readonly int _seed;

        /// <summary>The number of writes and syncs before each acknowledgement, and a hash of the contents of the store then.</summary>
        private readonly List<(int Operations, UInt128 Contents)> _commits = [];

        /// <param name="changes">The length of the script.</param>
        public Run(int seed, int changes)
        {
            _seed = seed;
            Disk = SimulatedDisk.New(Busy);
            using var store = Disk.OpenStore(Busy);
            store.Load();
            var traffic = new Traffic(seed);
            foreach (var contents in Contents(seed))
            {
                _commits.Add((_commits.Count == 0 ? 0 : Disk.OperationCount, Hash(contents)));
                if (Changes >= changes)
                    break;
                var commit = traffic.NextCommit();
                store.Commit(commit);
                Changes += commit.Count;
            }

            LowWaterMark = store.LowWaterMark;
            DataWrites = Disk.WritesTo(Disk.Data);
        }

        public SimulatedDisk Disk { get; }

        public long LowWaterMark { get; }

        public int DataWrites { get; }

        public int Changes { get; }

        public int CommitCount => _commits.Count - 1;

        public IEnumerable<int> Points(int count)
        {
            var step = Math.Max(1, Disk.OperationCount / count);
            for (var point = 1; point <= Disk.OperationCount; point += step)
                yield return point;
        }

        /// <summary>Checks that the store holds what it acknowledged, and at most the one commit that was in progress.</summary>
        public void Check(int point, SimulatedDisk disk)
        {
            var acknowledged = _commits.FindLastIndex(c => c.Operations <= point);
            using var store = disk.OpenStore(Busy);
            var found = Facts.Describe(store.Load());
            var hash = Hash(found);
            if (hash == _commits[acknowledged].Contents
                || (acknowledged + 1 < _commits.Count && hash == _commits[acknowledged + 1].Contents))
                return;
            Assert.Fail($"after operation {point}, commit {acknowledged}:\n{Difference(found, Contents(_seed).ElementAt(acknowledged))}");
        }

        /// <summary>Returns the contents of a store before the script and after each of its commits.</summary>
        private static IEnumerable<string> Contents(int seed)
        {
            var (expected, traffic) = (new MemoryStore(), new Traffic(seed));
            while (true)
            {
                var contents = expected.Load();
                traffic.Replace(contents.Messages);
                yield return Facts.Describe(contents);
                expected.Commit(traffic.NextCommit());
            }
        }

        private static UInt128 Hash(string contents) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(contents.AsSpan()));

        private static string Difference(string found, string expected) =>
            string.Join('\n', [.. found.Split('\n').Except(expected.Split('\n'))
                .Select(l => "found    " + l), .. expected.Split('\n').Except(found.Split('\n')).Select(l => "expected " + l)]);
    }
}
