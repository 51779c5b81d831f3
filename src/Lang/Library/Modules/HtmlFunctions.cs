using System.Web;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class HtmlFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Html::escape", "s: String", "String",
            "Escapes the characters that have a meaning in HTML. The same as `String::htmlEscape`.",
            "Html::escape \"a < b\" = \"a &lt; b\"", errors: "ends the run if the string would be too long",
            static (execution, a) => StringFunctions.HtmlEscape("Html::escape", execution, a[0].AsString)),
        Pure("Html::unescape", "html: String", "String", "Replaces the character references of HTML, such as &lt; and &eacute;.",
            "Html::unescape \"a &lt; &eacute; &#33;\" = \"a < é !\"",
            static (_, a) => Value.String(Nfc.Of(HttpUtility.HtmlDecode(a[0].AsString)))),
        Pure("Html::text", "html: String", "String",
            "Returns the text of HTML without tags, comments, scripts and styles. Paragraphs, headings, table rows and the like are "
                + "lines; any other white space is one space.",
            "Html::text \"<p>a&nbsp;<b>b</b></p><p>c</p>\" = \"a b\\nc\"",
            static (execution, a) => Value.String(HtmlText.Of(execution, a[0].AsString))),
    ];
}
