using DarkLang.Runtime.Attempts;

namespace DarkLang.Runtime.Execution;

/// <summary>An attempt that a consumer outside runs. The consumer holds its lease. Guarded by the engine's lock.</summary>
/// <param name="lease">A random id: the right to extend and to settle.</param>
internal sealed class Claim(Guid lease, Attempt attempt)
{
    public Guid Lease => lease;

    public Attempt Attempt => attempt;

    /// <summary>How long a lease lasts after the claim, and after each extension.</summary>
    public TimeSpan Length => attempt.Options.Timeout;

    /// <summary>When the attempt started, as a timestamp of the engine's <see cref="TimeProvider"/>.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When the lease was given or last extended, as such a timestamp.</summary>
    public required long ExtendedAt { get; set; }

    /// <summary>When the lease passes, unless it is extended.</summary>
    public required DateTimeOffset Until { get; set; }
}
