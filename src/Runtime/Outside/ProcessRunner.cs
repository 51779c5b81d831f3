using System.ComponentModel;
using System.Diagnostics;
using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Runtime.Outside;

/// <summary>Runs programs for handlers, without a shell.</summary>
internal static class ProcessRunner
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Blocks until the program has ended. It never outlives the call, nor does what it has started.</summary>
    public static ProcessAnswer Run(ProcessCall call, OutsideOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (!options.Programs.Contains(call.Program))
            throw NotAllowed.Of($"{call.Program} may not be run", options.Programs, "--allow-run", call.Program);
        using var timeout = new CancellationTokenSource(call.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var process = new Process { StartInfo = StartOf(call) };
        try
        {
            process.Start();
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            return new ProcessAnswer.Failed($"{call.Program} can't be started: {failure.Message}");
        }
        try
        {
            return Finish(process, call, either.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProcessAnswer.Failed($"{call.Program} did not end within {call.Timeout.TotalSeconds:0.###} s, and was killed");
        }
        finally
        {
            Kill(process);
        }
    }

    private static ProcessStartInfo StartOf(ProcessCall call)
    {
        var start = new ProcessStartInfo(call.Program, call.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in call.Environment)
            start.Environment[name] = value;
        return start;
    }

    private static async Task<ProcessAnswer> Finish(Process process, ProcessCall call, CancellationToken cancellation)
    {
        var writing = Write(process.StandardInput.BaseStream, call.Input, cancellation);
        var output = Read(process.StandardOutput.BaseStream, cancellation);
        var errors = Read(process.StandardError.BaseStream, cancellation);
        // One that is full is no longer read, so the program would wait forever for the end of the other.
        var first = await Task.WhenAny(output, errors).ConfigureAwait(false);
        if (await first.ConfigureAwait(false) is null || await output.ConfigureAwait(false) is null
            || await errors.ConfigureAwait(false) is null)
            return new ProcessAnswer.Failed($"{call.Program} printed more than 1 MB, and was killed");
        await writing.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return new ProcessAnswer.Ended(process.ExitCode, (await output.ConfigureAwait(false))!, (await errors.ConfigureAwait(false))!);
    }

    private static async Task Write(Stream input, byte[] content, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(content, cancellation).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of it, which its exit code explains.
        }
    }

    /// <summary>Returns null when there is too much.</summary>
    private static async Task<byte[]?> Read(Stream output, CancellationToken cancellation)
    {
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await output.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MaxBytes)
                return null;
        }
        return content.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }
}
