using DarkLang.Runtime.Model;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui.Tests.Screens;

public sealed class ThroughputTests
{
    private static readonly HandlerId Resize = HandlerId.Worker("resize");

    [Fact]
    public void A_rate_is_the_difference_of_two_counts()
    {
        Assert.Null(Of((0, 100)).PerSecond);
        Assert.Equal(4, Of((0, 100), (5, 120)).PerSecond);
        Assert.Equal(0, Of((0, 100), (5, 40)).PerSecond);
    }

    [Fact]
    public void A_line_is_as_high_as_it_was_busy_and_blank_where_nobody_looked()
    {
        Assert.Equal(new string(' ', Throughput.Steps), Of((0, 0)).Line(Resize));
        Assert.Equal("         ▁▅█", Of((0, 0), (5, 0), (10, 10), (15, 30)).Line(Resize));
        Assert.Equal("     ▁     ▁", Of((0, 0), (5, 0), (35, 0)).Line(Resize));
    }

    [Fact]
    public void Looks_within_one_step_are_one_and_old_ones_are_forgotten()
    {
        Assert.Equal("           █", Of((0, 0), (5, 1), (6, 2), (7, 3)).Line(Resize));
        Assert.Equal(new string(' ', Throughput.Steps), Of((0, 0), (5, 9), (500, 9)).Line(Resize));
    }

    private static Throughput Of(params (int Seconds, long Done)[] looks) =>
        looks.Aggregate(new Throughput(), (throughput, look) => throughput.WithStatus(Canvases.Busy with
        {
            Now = DateTimeOffset.UnixEpoch.AddSeconds(look.Seconds),
            Workers = [Canvases.Busy.Workers[0] with { Done = look.Done, DeadInAll = 0 }],
            Crons = [],
        }));
}
