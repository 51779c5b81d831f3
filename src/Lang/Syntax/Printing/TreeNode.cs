using System.Text.Encodings.Web;

namespace DarkLang.Lang.Syntax.Printing;

/// <summary>A node of a printed tree, independent of how the source is spelled: an atom, or a head with its parts.</summary>
internal sealed record TreeNode(string Head, IReadOnlyList<TreeNode> Parts)
{
    public static implicit operator TreeNode(string atom) => new(atom, []);

    public static TreeNode List(string head, params IEnumerable<TreeNode> parts) => new($"{head}", [.. parts]) { IsList = true };

    public static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private bool IsList { get; init; }

    public string Flat() => IsList ? $"({string.Join(' ', Parts.Select(part => part.Flat()).Prepend(Head))})" : Head;

    /// <summary>Returns the tree without parentheses, which do not change its meaning.</summary>
    public TreeNode WithoutParentheses() => this switch
    {
        { Head: "paren", Parts: [var inner] } => inner.WithoutParentheses(),
        _ => this with { Parts = [.. Parts.Select(part => part.WithoutParentheses())] },
    };
}
