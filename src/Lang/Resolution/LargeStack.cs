using System.Runtime.ExceptionServices;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Resolution;

/// <summary>Runs work that recurses as deeply as a program is nested.</summary>
public static class LargeStack
{
    /// <summary>Runs the work on a thread with a large stack, and returns its result or throws its exception.</summary>
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
