namespace DarkLang.Bench;

/// <summary>The entries of <see cref="Growth"/> for Strings, Dates and JSON.</summary>
internal static class TextGrowth
{
    private const string Ascii = """(String::join (List::repeat n "a") "")""";
    private const string Accented = """(String::join (List::repeat n "é") "")""";
    private const string Families = """(String::join (List::repeat n "👩‍👩‍👧") "")""";
    private const string Words = """(String::join (List::repeat n "word") ",")""";
    private const string Records =
        """(List::map (List::range 1 n) (\i -> { id: i; name: "n" ++ toString i; price: 1.5; tags: ["a", "b"] }))""";

    public static IReadOnlyList<(string What, string Expression)> Entries { get; } =
    [
        ("++ in a fold", """List::fold (List::range 1 n) "" (\acc i -> acc ++ "word,")"""),
        ("++ in a fold, letters beyond Latin", """List::fold (List::range 1 n) "" (\acc i -> acc ++ "слово,")"""),
        ("++ in a fold, at the front", """List::fold (List::range 1 n) "" (\acc i -> "word," ++ acc)"""),
        ("++ in a fold, two a step", """List::fold (List::range 1 n) "" (\acc i -> acc ++ toString i ++ ",")"""),
        ("++ in a fold, then read", """String::length (List::fold (List::range 1 n) "" (\acc i -> acc ++ "word,"))"""),
        ("interpolation in a fold", "List::fold (List::range 1 n) \"\" (\\acc i -> $\"{acc}{i},\")"),
        ("String::append in a fold", """List::fold (List::range 1 n) "" (\acc i -> String::append acc "word,")"""),
        ("String::slice in a loop", $"""let s = {Ascii} in List::map (List::range 1 n) (\i -> String::slice s (i - 1) i)"""),
        ("String::slice in a loop, clusters", $"""let s = {Families} in List::map (List::range 1 n) (\i -> String::slice s (i - 1) i)"""),
        ("String::length in a loop, clusters", $"""let s = {Accented} in List::map (List::range 1 n) (\i -> String::length s)"""),
        ("String::foreach", $"""String::foreach {Ascii} Char::toUppercase"""),
        ("String::foreach, clusters", $"""String::foreach {Families} (\c -> c)"""),
        ("String::toList, fromList", $"""String::fromList (String::toList {Ascii})"""),
        ("String::reverse", $"""String::reverse {Ascii}"""),
        ("String::reverse, clusters", $"""String::reverse {Families}"""),
        ("String::split, join", $"""String::join (String::split {Words} ",") ";" """),
        ("String::split, clusters", $"""String::split {Families} "" """),
        ("String::split at what is never whole", $"""String::split {Families} "👩" """),
        ("String::replaceAll", $"""String::replaceAll {Words} "," "; " """),
        ("String::replaceAll, empty search", $"""String::replaceAll {Accented} "" "-" """),
        ("String::padStart", """String::padStart "" "é" n"""),
        ("String::slugify", $"""String::slugify {Words}"""),
        ("String::htmlEscape", """String::htmlEscape (String::join (List::repeat n "<a>") "")"""),
        ("String::base64Encode, base64Decode", $"""String::base64Decode (String::base64Encode {Accented})"""),
        ("String::toUppercase", $"""String::toUppercase {Accented}"""),
        ("Date::parse, toString", """List::map (List::range 1 n) (\i -> Date::parse (Date::toString (Date::fromSeconds i)))"""),
        ("JSON::serialize, parse", $"""JSON::parse (JSON::serialize {Records})"""),
        (
            "JSON::parse, one object",
            """JSON::parse (JSON::serialize (Dict::fromListOverwritingDuplicates (List::map (List::range 1 n) (\i -> [toString i, i]))))"""),
        ("JSON::parse, one string", $"""JSON::parse (JSON::serialize {Accented})"""),
        ("Dict::toJSON", $$"""Dict::toJSON { rows: {{Records}} }"""),
        ("String::count, indexOf, lastIndexOf", $"""let s = {Words} in (String::count s ",", String::indexOf s "x", String::lastIndexOf s "x")"""),
        ("String::count, clusters", $"""String::count {Families} "👩" """),
        ("String::before, after, replaceFirst", $"""let s = {Words} in (String::before s "x", String::after s ",", String::replaceFirst s "x" "")"""),
        ("String::lines", """String::lines (String::repeat "line\r\n" n)"""),
        ("String::words, normalizeSpace", """String::words (String::normalizeSpace (String::repeat " a  b" n))"""),
        ("String::truncate, clusters", $"""String::truncate {Families} (n / 2)"""),
        ("Regex::findAll", $"""Regex::findAll {Words} "[a-z]+" """),
        ("Regex::findAll, clusters", $"""Regex::findAll {Families} "." """),
        ("Regex::replace, text", $"""Regex::replace {Words} "(w)(o)" "$2$1" """),
        ("Regex::replace, function", $"""Regex::replace {Words} "w(?<rest>ord)" (\g -> g.rest)"""),
        ("Regex::split", $"""Regex::split {Words} "," """),
        ("Regex::matches, a pattern that backtracks elsewhere", $"""Regex::matches {Ascii} "(a+)+b" """),
        (
            "Date::format, parseFormat",
            """List::map (List::range 1 n) (\i -> Date::parseFormat (Date::format (Date::fromSeconds i) "d.M.yyyy HH:mm:ss") "d.M.yyyy HH:mm:ss")"""),
        (
            "Date::inZone, fromLocal",
            """List::map (List::range 1 n) (\i -> Date::fromLocal (Date::inZone (Date::fromSeconds (i * 9999)) "Europe/Berlin") "Europe/Berlin")"""),
        ("Duration::parse, toText", """List::map (List::range 1 n) (\i -> Duration::parse (Duration::toText i))"""),
        ("JSON::serializeLines, parseLines", $"""JSON::parseLines (JSON::serializeLines {Records})"""),
        ("Csv::serialize, parse", $"""Csv::parse (Csv::serialize {Records} [] ",") "," """),
        ("Url::encode, decode", $"""Url::decode (Url::encode {Accented})"""),
        (
            "Url::query, parseQuery",
            """Url::parseQuery (Url::query (List::toDict (List::map (List::range 1 n) (\i -> (toString i, i)))))"""),
        ("Html::escape, unescape", """Html::unescape (Html::escape (String::repeat "<a>" n))"""),
        ("Html::text", """Html::text (String::repeat "<p title='x'>a<b>b</b></p>" n)"""),
        ("Html::text, tags that never end", """Html::text (String::repeat "<a '" n)"""),
        ("Xml::parse", """Xml::parse ("<a>" ++ String::repeat "<b x='1'>c</b>" n ++ "</a>")"""),
        ("Bytes::gzip, gunzip", $"""Bytes::gunzip (Bytes::gzip (String::toBytes {Words})) 10000000"""),
        ("Bytes::hexEncode, fromHex", $"""Bytes::fromHex (Bytes::hexEncode (String::toBytes {Ascii}))"""),
        ("Text::table", $"""Text::table {Records} ["id", "name"] """),
        ("Text::wrap, dedent", """Text::dedent (Text::wrap (String::repeat "word " n) 40)"""),
        ("toString of a list", $"""toString {Records}"""),
    ];
}
