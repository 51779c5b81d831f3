using System.Diagnostics;

namespace DarkLang.Structure.Tests;

/// <summary>The hook that git runs over the message of a commit.</summary>
public sealed class CommitMessageTests
{
    private const string Longest = "Give the queue of a worker that is taken out of the canvas its place ok";
    private const string Scissors = "# ------------------------ >8 ------------------------\n";

    [Theory]
    [InlineData("Add a queue\n\nWorkers need one.\n")]
    [InlineData(Longest + "s\n\nWorkers need one.\n")]
    [InlineData("Let ä, 漢 and 😀 each count as one character, as every reader counts them!\n\nWorkers need one.\n")]
    [InlineData("\n# a comment\nAdd a queue\n\n# another\nWorkers need one.\n\nCo-authored-by: Ada <ada@example.com>\n")]
    [InlineData("Merge branch 'queues'\n")]
    [InlineData("fixup! Add a queue\n")]
    public async Task A_message_with_a_short_subject_and_a_body_is_taken(string message) =>
        Assert.Equal("", await Run(message));

    [Theory]
    [InlineData("", "the message is empty")]
    [InlineData("# only a comment\n", "the message is empty")]
    [InlineData("Add a queue\n", "there is no body")]
    [InlineData("Add a queue\n\n \n# a comment\n", "there is no body")]
    [InlineData("Add a queue\n\nCo-authored-by: Ada <ada@example.com>\n", "there is no body")]
    [InlineData("Add a queue\n\n" + Scissors + "diff --git a/a b/a\n", "there is no body")]
    [InlineData("Add a queue\nWorkers need one.\n", "the line after the subject is not empty")]
    [InlineData(Longest + "ay\n\nWorkers need one.\n", "the subject has 73 characters")]
    public async Task Another_message_is_refused_with_the_reason(string message, string reason) =>
        Assert.Equal(
            $"commit-msg: {reason}\nWrite a subject of at most 72 characters, an empty line, and a body that says why.\n",
            await Run(message));

    [Fact]
    public void Git_can_run_the_hook() =>
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Hook).HasFlag(UnixFileMode.UserExecute));

    private static string Hook => Path.Combine(SourceTree.Root, ".githooks", "commit-msg");

    /// <summary>What the hook says against a message; nothing when it takes it.</summary>
    private static async Task<string> Run(string message)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, message, TestContext.Current.CancellationToken);
            using var hook = Process.Start(new ProcessStartInfo("bash", [Hook, file]) { RedirectStandardError = true })!;
            var said = await hook.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await hook.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(said.Length > 0 ? 1 : 0, hook.ExitCode);
            return said;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
