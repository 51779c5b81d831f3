namespace DarkLang.Runtime.Model;

/// <summary>The engine can't do what a client asked for. The message says why, and what to do about it.</summary>
public sealed class RefusedException(string message) : Exception(message);
