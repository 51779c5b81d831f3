using System.Globalization;
using DarkLang.Runtime.Storage;

namespace DarkLang.Ledger.Tests;

/// <summary>The way a process is killed.</summary>
internal abstract record Kill
{
    /// <summary>SIGKILL from outside, some time after its start, when it may still be recovering.</summary>
    public sealed record AfterTime(TimeSpan Time) : Kill
    {
        public override string ToString() => $"killed {Time.TotalMilliseconds:0} ms after its start";
    }

    /// <summary>SIGKILL from outside while it works on what it has just acknowledged.</summary>
    public sealed record AfterAcknowledging(int Messages, TimeSpan Then) : Kill
    {
        public override string ToString() => $"killed {Then.TotalMilliseconds:0} ms after it had acknowledged {Messages} messages";
    }

    /// <summary>SIGKILL by itself, at the n-th pass of a step of the store.</summary>
    public sealed record AtStep(CrashStep Step, int Pass) : Kill
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step}:{Pass}");
    }

    /// <summary>Chooses a random moment: one in four soon after the start, the others under load.</summary>
    public static Kill AtRandom(Random random, int messages) => random.Next(4) == 0
        ? new AfterTime(TimeSpan.FromMilliseconds(random.Next(50, 3_000)))
        : new AfterAcknowledging(random.Next(1, Math.Max(2, messages)), TimeSpan.FromMilliseconds(random.Next(0, 60)));
}
