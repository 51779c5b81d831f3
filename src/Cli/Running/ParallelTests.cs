using DarkLang.Lang.Testing;

namespace DarkLang.Cli.Running;

/// <summary>Runs tests on one thread per processor and returns their results in the order of the source.</summary>
internal static class ParallelTests
{
    /// <summary>Returns each result as soon as it and all before it are there.</summary>
    public static IEnumerable<TestResult> Run(IReadOnlyList<Test> tests, Func<Test, TestResult> run)
    {
        var results = tests.Select(_ => new TaskCompletionSource<TestResult>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var next = -1;
        for (var i = 0; i < Math.Min(Environment.ProcessorCount, tests.Count); i++)
            new Thread(RunSome, Interpreter.StackSize) { Name = "tests", IsBackground = true }.Start();
        return results.Select(result => result.Task.GetAwaiter().GetResult());

        void RunSome()
        {
            for (var index = Interlocked.Increment(ref next); index < tests.Count; index = Interlocked.Increment(ref next))
                Settle(results[index], tests[index]);
        }

        void Settle(TaskCompletionSource<TestResult> result, Test test)
        {
            try
            {
                result.SetResult(run(test));
            }
            catch (Exception fault)
            {
                result.SetException(fault);
            }
        }
    }
}
