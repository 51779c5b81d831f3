// What most files of this project need from .NET and from the projects below. A file names only the folders beside its own.
global using System.Buffers.Binary;
global using UnreachableException = System.Diagnostics.UnreachableException;
global using System.Diagnostics.CodeAnalysis;
global using System.Globalization;
global using System.Text;
global using System.Text.Json;
global using System.Text.Json.Serialization;
global using DarkLang.Lang.Diagnostics;
global using DarkLang.Lang.Evaluation;
global using DarkLang.Lang.Resolution;
global using DarkLang.Lang.Source;
global using DarkLang.Lang.Syntax;
global using DarkLang.Lang.Values;
global using DarkLang.Runtime.Model;
