using System.Collections.Concurrent;
using System.Globalization;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;
using DarkLang.Runtime.Tests.Storage.LiteDb;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>
/// A year of ten crons in which the process restarts and the clock jumps forward and back at random moments of a seed.
/// <c>DARK_CRON_YEARS</c> is the number of years.
/// </summary>
public sealed class CronYearTests
{
    private const string Source = """
        cron plain every 6h
          1

        cron all-hours hourly with { catchUp: "all"; overlap: "queue" }
          1

        cron days daily with { catchUp: "skip" }
          1

        cron berlin daily at 02:30 in "Europe/Berlin" with { catchUp: "all"; overlap: "queue" }
          1

        cron new-york daily at 01:30, 02:15 in "America/New_York"
          1

        cron lord-howe daily at 02:10 in "Australia/Lord_Howe" with { catchUp: "skip"; overlap: "allow" }
          1

        cron fortnight fortnightly on monday, friday at 09:00 in "Africa/Casablanca" with { catchUp: "all" }
          1

        cron weekdays "0 9 * * 1-5" in "Europe/Berlin" with { overlap: "allow" }
          1

        cron half-hours "*/30 * * * *" in "America/New_York" with { catchUp: "all"; overlap: "queue" }
          1

        cron months "0 0 1 * *" with { catchUp: "skip" }
          1

        """;

    private static readonly int Years =
        int.Parse(Environment.GetEnvironmentVariable("DARK_CRON_YEARS") ?? "1", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_due_time_of_a_year_fires_once_in_memory(int seed)
    {
        var store = new MemoryStore();
        await Live(() => store, seed, TimeSpan.FromDays(365 * Years));
    }

    [Fact]
    public async Task Every_due_time_of_a_month_fires_once_on_disk()
    {
        using var folder = new TemporaryFolder();
        await Live(() => LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner), seed: 3, TimeSpan.FromDays(30 * Years));
    }

    private static async Task Live(Func<IStore> open, int seed, TimeSpan length)
    {
        var (fired, torn) = (new ConcurrentQueue<Message>(), new ConcurrentQueue<Message>());
        var chance = new Random(seed);
        var time = new FakeTimeProvider(Running.Start);
        var canvas = Open();
        try
        {
            var crons = canvas.Engine.Canvas.Crons.Select(cron => new CronModel(cron, Running.Start)).ToList();
            await CheckClock(canvas, crons);
            while (time.GetUtcNow() < Running.Start + length)
            {
                var now = time.GetUtcNow() + Jump(chance, crons.Min(cron => cron.Next)!.Value - time.GetUtcNow());
                var restarts = chance.Next(8) == 0;
                if (restarts)
                    canvas.Dispose();
                time.AdjustTime(now);
                if (restarts)
                    canvas = Open();
                else
                    canvas.Engine.RequestTick();
                await CheckClock(canvas, crons);
            }
            Check(crons, fired);
            Assert.Empty(torn);
        }
        finally
        {
            canvas.Dispose();
        }

        Running Open() => Running.Open(Source, new FiringStore(open(), fired, torn), time);
    }

    private static async Task CheckClock(Running canvas, IReadOnlyList<CronModel> crons)
    {
        foreach (var cron in crons)
            cron.CheckClock(canvas.Time.GetUtcNow());
        await canvas.Idle();
    }

    private static TimeSpan Jump(Random chance, TimeSpan untilDue) => chance.Next(100) switch
    {
        < 3 => TimeSpan.FromHours(-48) * chance.NextDouble(),
        < 6 => TimeSpan.FromDays(15) * chance.NextDouble(),
        < 60 => untilDue + TimeSpan.FromSeconds(90) * chance.NextDouble(),
        _ => TimeSpan.FromHours(6) * chance.NextDouble(),
    };

    private static void Check(IReadOnlyList<CronModel> crons, IReadOnlyCollection<Message> fired)
    {
        var expected = crons.SelectMany(cron => cron.Expected).ToDictionary(slot => slot.Id, slot => slot.Slot);
        Assert.Empty(fired.Where(message => !expected.ContainsKey(message.Id))
            .Select(message => $"{message.Handler} at {message.EmittedAt:u} was not due"));
        Assert.Empty(fired.CountBy(message => message.Id).Where(count => count.Value > 1)
            .Select(count => $"{expected[count.Key]} fired {count.Value} times"));
        Assert.Empty(expected.ExceptBy(fired.Select(message => message.Id), slot => slot.Key).Select(slot => $"{slot.Value} did not fire"));
        Assert.All(crons.Where(cron => cron.IsComplete), cron => Assert.False(cron.HasGaps));
        Assert.Contains(crons, cron => cron.HasGaps);
    }
}
