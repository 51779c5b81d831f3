namespace DarkLang.Display.Tests;

public sealed class DisplayTimeTests
{
    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(-5, "0ms")]
    [InlineData(0.4, "400µs")]
    [InlineData(0.9994, "999µs")]
    [InlineData(0.9996, "1ms")]
    [InlineData(4.25, "4.3ms")]
    [InlineData(9.96, "10ms")]
    [InlineData(999.4, "999ms")]
    [InlineData(999.6, "1s")]
    [InlineData(1_234, "1.2s")]
    [InlineData(59_940, "59.9s")]
    [InlineData(59_960, "1m00s")]
    [InlineData(90_000, "1m30s")]
    [InlineData(7_260_000, "2h01m")]
    [InlineData(93_600_000, "1d02h")]
    public void A_duration_has_two_or_three_digits_and_never_sixty_of_a_unit(double milliseconds, string written) =>
        Assert.Equal(written, DisplayTime.Duration(TimeSpan.FromMicroseconds(milliseconds * 1000)));

    [Theory]
    [InlineData(-3, "0s")]
    [InlineData(0.9, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m00s")]
    [InlineData(3_661, "1h01m")]
    public void An_age_is_in_whole_seconds_that_have_passed(double seconds, string written) =>
        Assert.Equal(written, DisplayTime.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-1, "00:00:00")]
    [InlineData(7_325, "02:02:05")]
    [InlineData(90_000, "1d01h")]
    public void A_clock_counts_up_to_a_day(double seconds, string written) =>
        Assert.Equal(written, DisplayTime.Clock(TimeSpan.FromSeconds(seconds)));
}
