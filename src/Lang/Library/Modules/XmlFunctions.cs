using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class XmlFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Xml::parse", "xml: String", "Result<Dict<a>, String>",
            "Reads XML into a record for the outermost element: its `name`, its `attributes` as a dict, its `children`, which are such "
                + "records, and its own `text`. Names keep their prefix. Document types and external entities are refused.",
            """Xml::parse "<a x='1'>hi<b/></a>" |> Result::map (\a -> (a.name, a.attributes, a.text, List::length a.children))"""
                + """ = Ok ("a", { x: "1" }, "hi", 1)""",
            errors: "returns an Error if the string is not XML, has a document type, or is nested more than 250 levels deep",
            static (execution, a) => XmlText.Parse(execution, a[0].AsString)),
    ];
}
