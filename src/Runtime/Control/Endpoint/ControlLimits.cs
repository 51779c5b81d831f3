using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>What clients of the control endpoint may use of the process at once.</summary>
internal sealed record ControlLimits
{
    /// <summary>The descriptors that are left for the store, its copies and the runtime of .NET.</summary>
    private const int Reserved = 256;

    private const int MostConnections = 4096;

    /// <summary>
    /// The open connections on the socket; each <c>dark emit --wait</c> holds one. Connections on TCP count separately: clients there can't
    /// use up those of the owner.
    /// </summary>
    public int OnSocket { get; init; } = MostConnections;

    public int OnTcp { get; init; } = MostConnections;

    /// <summary>The connections on TCP that have not shown the token yet. The oldest is closed for another.</summary>
    public int Unauthenticated { get; init; } = 128;

    /// <summary>How long a connection on TCP may last before it shows the token.</summary>
    public TimeSpan UntilAuthenticated { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The large answers that are made and sent at once, on the socket and on TCP separately.</summary>
    public int Answers { get; init; } = 16;

    /// <summary>How long a large answer waits for others to be read.</summary>
    public TimeSpan UntilAnswered { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The bodies of requests that are read at once, in megabytes.</summary>
    public int BodyMegabytes { get; init; } = 256;

    /// <summary>How slowly an answer may be read, and a body sent, before the connection is closed.</summary>
    public MinDataRate SlowestClient { get; init; } = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(30));

    /// <summary>Limits that leave room for everything else that the process opens.</summary>
    public static ControlLimits OfProcess() => For(Descriptors());

    /// <param name="descriptors">The number of files and connections that the process may open.</param>
    public static ControlLimits For(long descriptors)
    {
        // Half of them: a client of HTTP or a database in the process needs some too.
        var connections = (int)Math.Clamp((descriptors - Reserved) / 4, 8, MostConnections);
        return new ControlLimits { OnSocket = connections, OnTcp = connections, Unauthenticated = Math.Min(128, connections / 2) };
    }

    // The runtime of .NET has raised the soft limit to the hard one.
    private static long Descriptors()
    {
        if (OperatingSystem.IsWindows())
            return long.MaxValue;
        var number = OperatingSystem.IsLinux() ? 7 : 8;
        return Libc.GetLimit(number, out var limit) == 0 ? (long)Math.Min(limit.Soft, long.MaxValue) : 1024;
    }
}

/// <summary>Calls that .NET does not offer.</summary>
internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "getrlimit")]
    public static partial int GetLimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct ResourceLimit
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
