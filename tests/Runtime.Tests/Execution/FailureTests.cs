using DarkLang.Lang.Source;
using DarkLang.Runtime.Attempts;

namespace DarkLang.Runtime.Tests.Execution;

public sealed class FailureTests
{
    private static readonly Location Handler = new(new SourceText("test.dark", "worker resize\n  event\n"), new Span(7, 6));

    [Fact]
    public void The_failure_of_a_timeout_says_the_limit_and_what_to_do()
    {
        var failure = Failures.TimedOut(TimeSpan.FromSeconds(30), "test.dark:1:8", 2);
        Assert.Equal(
            ("D0601", "the handler did not end within 30 s (attempt 2)", "test.dark:1:8"), (failure.Code, failure.Message, failure.At));
        Assert.Contains("smaller messages", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_failure_of_a_crashed_process_says_how_often_it_happened_and_how_to_retry()
    {
        var failure = Failures.ProcessDied("test.dark:1:8", 3);
        Assert.Equal(("D0602", "the process ended 3 times while this message was being handled"), (failure.Code, failure.Message));
        Assert.Contains("dark dead retry", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_failure_of_an_unreadable_event_asks_to_keep_a_copy_of_the_store()
    {
        var error = Failures.Unreadable(Handler, "the text ends too early");
        Assert.Equal(
            ("D0603", "the stored event can't be read: the text ends too early", "test.dark:1:8"),
            (error.Code, error.Message, error.At.ToString()));
        Assert.Contains("copy its folder", error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_failure_of_an_internal_bug_says_that_it_is_not_the_users()
    {
        var error = Failures.Bug(Handler, new InvalidOperationException("no queue"));
        Assert.Equal(("D0699", "a bug in dark, not in your program: InvalidOperationException: no queue"), (error.Code, error.Message));
    }
}
