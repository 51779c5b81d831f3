namespace DarkLang.Runtime.Model;

/// <summary>The engine can't do what was asked of it; the message says why, and what to do about it.</summary>
public sealed class RefusedException(string message) : Exception(message);
