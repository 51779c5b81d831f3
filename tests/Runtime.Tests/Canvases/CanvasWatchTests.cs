using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Canvases;

/// <summary>Files that are changed in the ways in which people and their editors do, and looks that a test takes.</summary>
public sealed class CanvasWatchTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2031, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly CanvasWatch _watch;
    private DateTime _clock = new(2031, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private TaskCompletionSource? _reading;
    private int _told;

    public CanvasWatchTests()
    {
        Write("a.dark", "one");
        Write("b.dark", "two");
        _watch = new CanvasWatch([Path("a.dark"), Path("b.dark")], Read, _time);
        // At first they are read in any case: they may have been changed since they were loaded.
        Look(1);
        Assert.Equal(1, _told);
        _told = 0;
    }

    public async ValueTask DisposeAsync()
    {
        _reading?.TrySetResult();
        await _watch.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Nothing_is_told_while_nothing_changes()
    {
        Look(50);
        Assert.Equal(0, _told);
    }

    [Theory]
    [InlineData("a.dark")]
    [InlineData("b.dark")]
    public void A_change_of_any_file_is_told_once_it_is_still(string file)
    {
        Write(file, "another");
        Look(1);
        Assert.Equal(0, _told);
        Look(1);
        Assert.Equal(1, _told);
        Look(50);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void A_file_that_is_written_in_parts_is_told_when_the_last_is_there()
    {
        for (var part = 1; part <= 20; part++)
        {
            Write("a.dark", new string('x', part));
            Look(1);
        }
        Assert.Equal(0, _told);
        Look(1);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void A_file_of_the_same_length_is_another_when_it_was_written_at_another_time()
    {
        Write("a.dark", "two");
        Look(2);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void A_file_that_an_editor_puts_in_its_place_under_its_name_is_told()
    {
        Write("a.dark~", "another");
        File.Move(Path("a.dark~"), Path("a.dark"), overwrite: true);
        Look(2);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void A_file_that_is_gone_for_a_moment_is_told_when_it_is_back()
    {
        File.Move(Path("a.dark"), Path("a.dark~"));
        Look(5);
        Assert.Equal(0, _told);
        Write("a.dark", "another");
        Look(2);
        Assert.Equal(1, _told);
    }

    [Fact]
    public void A_file_that_stays_away_is_told_and_so_is_its_return()
    {
        File.Delete(Path("a.dark"));
        Look(CanvasWatch.LooksForMissing);
        Assert.Equal(1, _told);
        Look(50);
        Assert.Equal(1, _told);
        Write("a.dark", "one");
        Look(2);
        Assert.Equal(2, _told);
    }

    [Fact]
    public async Task What_changes_while_the_files_are_read_is_told_after_that()
    {
        _reading = new TaskCompletionSource();
        Write("a.dark", "another");
        Look(2);
        Write("a.dark", "and another");
        Look(10);
        Assert.Equal(1, _told);
        _reading.SetResult();
        await _watch.Told;
        Look(2);
        Assert.Equal(2, _told);
    }

    [Fact]
    public void A_file_that_was_changed_just_now_is_read_again_for_its_times_may_be_too_coarse()
    {
        _clock = _time.GetUtcNow().UtcDateTime;
        Write("a.dark", "another");
        Look(10);
        Assert.InRange(_told, 2, 10);
        Look(50);
        var told = _told;
        Look(50);
        Assert.Equal(told, _told);
    }

    private void Look(int times)
    {
        for (var i = 0; i < times; i++)
            _time.Advance(CanvasWatch.Interval);
    }

    private Task Read()
    {
        _told++;
        return _reading?.Task ?? Task.CompletedTask;
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    private void Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        File.SetLastWriteTimeUtc(Path(name), _clock = _clock.AddSeconds(1));
    }
}
