using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Canvases;

/// <summary>Files that change in the ways of people and their editors. The test decides when they are looked at.</summary>
public sealed class CanvasWatchTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2031, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly CanvasWatch _watch;
    private DateTime _clock = new(2031, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private TaskCompletionSource? _reading;
    private int _reported;

    public CanvasWatchTests()
    {
        Write("a.dark", "one");
        Write("b.dark", "two");
        _watch = new CanvasWatch([Path("a.dark"), Path("b.dark")], Read, _time);
        // The first look always reads the files, because they may have changed since they were loaded.
        LookAgain(1);
        Assert.Equal(1, _reported);
        _reported = 0;
    }

    public async ValueTask DisposeAsync()
    {
        _reading?.TrySetResult();
        await _watch.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void No_change_is_reported_while_nothing_changes()
    {
        LookAgain(50);
        Assert.Equal(0, _reported);
    }

    [Theory]
    [InlineData("a.dark")]
    [InlineData("b.dark")]
    public void A_change_of_any_file_is_reported_once_the_file_stays_the_same(string file)
    {
        Write(file, "another");
        LookAgain(1);
        Assert.Equal(0, _reported);
        LookAgain(1);
        Assert.Equal(1, _reported);
        LookAgain(50);
        Assert.Equal(1, _reported);
    }

    [Fact]
    public void A_file_that_is_written_in_parts_is_reported_after_the_last_part()
    {
        for (var part = 1; part <= 20; part++)
        {
            Write("a.dark", new string('x', part));
            LookAgain(1);
        }
        Assert.Equal(0, _reported);
        LookAgain(1);
        Assert.Equal(1, _reported);
    }

    [Fact]
    public void A_file_of_the_same_length_with_another_time_has_changed()
    {
        Write("a.dark", "two");
        LookAgain(2);
        Assert.Equal(1, _reported);
    }

    [Fact]
    public void A_file_that_an_editor_replaces_by_another_is_reported()
    {
        Write("a.dark~", "another");
        File.Move(Path("a.dark~"), Path("a.dark"), overwrite: true);
        LookAgain(2);
        Assert.Equal(1, _reported);
    }

    [Fact]
    public void A_file_that_is_gone_for_a_moment_is_reported_when_it_is_back()
    {
        File.Move(Path("a.dark"), Path("a.dark~"));
        LookAgain(5);
        Assert.Equal(0, _reported);
        Write("a.dark", "another");
        LookAgain(2);
        Assert.Equal(1, _reported);
    }

    [Fact]
    public void A_file_that_stays_away_is_reported_and_so_is_its_return()
    {
        File.Delete(Path("a.dark"));
        LookAgain(CanvasWatch.PollsBeforeMissing);
        Assert.Equal(1, _reported);
        LookAgain(50);
        Assert.Equal(1, _reported);
        Write("a.dark", "one");
        LookAgain(2);
        Assert.Equal(2, _reported);
    }

    [Fact]
    public async Task A_change_while_the_files_are_read_is_reported_afterwards()
    {
        _reading = new TaskCompletionSource();
        Write("a.dark", "another");
        LookAgain(2);
        Write("a.dark", "and another");
        LookAgain(10);
        Assert.Equal(1, _reported);
        _reading.SetResult();
        await _watch.LastReload;
        LookAgain(2);
        Assert.Equal(2, _reported);
    }

    [Fact]
    public void A_file_that_has_just_changed_is_read_again_because_file_times_may_be_coarse()
    {
        _clock = _time.GetUtcNow().UtcDateTime;
        Write("a.dark", "another");
        LookAgain(10);
        Assert.InRange(_reported, 2, 10);
        LookAgain(50);
        var reported = _reported;
        LookAgain(50);
        Assert.Equal(reported, _reported);
    }

    private void LookAgain(int times)
    {
        for (var i = 0; i < times; i++)
            _time.Advance(CanvasWatch.Interval);
    }

    private Task Read()
    {
        _reported++;
        return _reading?.Task ?? Task.CompletedTask;
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    private void Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        File.SetLastWriteTimeUtc(Path(name), _clock = _clock.AddSeconds(1));
    }
}
