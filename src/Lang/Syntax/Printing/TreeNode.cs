using System.Globalization;
using System.Text.Encodings.Web;

namespace DarkLang.Lang.Syntax.Printing;

/// <summary>A part of a tree without the spelling of its source: an atom, or a head with its parts.</summary>
internal sealed record TreeNode(string Head, IReadOnlyList<TreeNode> Parts)
{
    public static implicit operator TreeNode(string atom) => new(atom, []);

    public static TreeNode List(string head, params IEnumerable<TreeNode> parts) => new($"{head}", [.. parts]) { IsList = true };

    public static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private bool IsList { get; init; }

    public string Flat() => IsList ? $"({string.Join(' ', Parts.Select(part => part.Flat()).Prepend(Head))})" : Head;

    /// <summary>Parentheses are no part of the meaning.</summary>
    public TreeNode WithoutParentheses() => this switch
    {
        { Head: "paren", Parts: [var inner] } => inner.WithoutParentheses(),
        _ => this with { Parts = [.. Parts.Select(part => part.WithoutParentheses())] },
    };
}
