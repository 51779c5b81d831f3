// What most files of this project need from .NET and from the projects below. A file names only the folders beside its own.
global using System.Collections.Immutable;
global using System.Globalization;
global using DarkLang.Display;
global using DarkLang.Display.Columns;
global using DarkLang.Display.Editing;
global using DarkLang.Display.Tables;
global using DarkLang.Lang.Diagnostics;
global using DarkLang.Lang.Evaluation;
global using DarkLang.Lang.Evaluation.Recording;
global using DarkLang.Lang.Source;
global using DarkLang.Lang.Values;
global using DarkLang.Runtime.Control;
global using DarkLang.Runtime.Control.Events;
global using DarkLang.Runtime.Model;
global using DarkLang.Runtime.Replaying;
global using DarkLang.Tui.Layout;
