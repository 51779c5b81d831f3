using System.Runtime.ExceptionServices;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Resolution;

/// <summary>Runs work that recurses as deep as a program is nested.</summary>
public static class LargeStack
{
    /// <summary>Waits for the work and gives its result; what it throws is thrown here.</summary>
    public static T Run<T>(Func<T> work, int stackSize = Interpreter.StackSize)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Work, stackSize) { Name = "large stack", IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;

        void Work()
        {
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
