namespace DarkLang.Cli.Tests;

/// <summary>What the surroundings of the process lack is an error that says what and how much is needed, never a stack trace.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SurroundingsTests() => _folder.Write("a.dark", "cron c every minute\n  emit 1 \"w\"\n\nworker w\n  event\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dark run a.dark --once >&-", "standard output is closed: send it to a file or to /dev/null, such as with `>/dev/null`")]
    [InlineData("dark doc List >&-", "standard output is closed")]
    [InlineData("dark doc List >/dev/full", "standard output can't be written: No space left on device")]
    [InlineData("dark --help >/dev/full", "standard output can't be written: No space left on device")]
    [InlineData("dark doc List 1</dev/null", "standard output can't be written: Bad file descriptor")]
    [InlineData("(ulimit -n 40; dark run a.dark)", "this process may have 40 files open, and dark needs at least 192")]
    [InlineData("(ulimit -n 100; dark doc List)", "raise the limit, such as with `ulimit -n 1024`")]
    [InlineData("mkdir d; cd d; rmdir ../d; dark --version", "the working folder was removed, or may not be read")]
    [InlineData("dark run a.dark --once >o; TMPDIR=/nowhere dark doctor", "name a folder with enough room in TMPDIR")]
    public async Task What_is_lacking_is_named(string line, string message)
    {
        var run = await Dark.Shell(_folder.Path, $"{line}; echo rc $?");
        Assert.EndsWith("rc 1\n", run.Out, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug in dark", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark run a.dark --once 2>&-", 0)]
    [InlineData("dark run a.dark --once <&-", 0)]
    [InlineData("dark run a.dark --once 2>/dev/full", 0)]
    [InlineData("dark run a.dark --once >/dev/full", 0)]
    [InlineData("(ulimit -n 192; dark run a.dark --once)", 0)]
    [InlineData("dark check nope.dark 2>&-", 1)]
    [InlineData("dark status <&- 2>&- >&-", 1)]
    public async Task What_can_be_done_without_is_done_without(string line, int code)
    {
        var run = await Dark.Shell(_folder.Path, $"{line}; echo rc $?");
        Assert.EndsWith($"rc {code}\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_files_are_printed_with_their_control_characters_escaped()
    {
        var run = await Dark.Shell(_folder.Path, "mv a.dark \"$(printf 'a\\033[31m.dark')\" && dark run a*.dark --once >/dev/null");
        Assert.Contains("dark runs a\\u001B[31m.dark: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", run.Error, StringComparison.Ordinal);
    }
}
