namespace DarkLang.Runtime.Model;

/// <summary>Fills a span with random bytes, from the system's secure source or, in tests, from a seed. Thread-safe.</summary>
public delegate void Entropy(Span<byte> destination);
