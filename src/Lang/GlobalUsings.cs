// What most files of this project need from .NET and from the projects below. A file names only the folders beside its own.
global using System.Buffers;
global using UnreachableException = System.Diagnostics.UnreachableException;
global using System.Globalization;
global using System.Text;
global using DarkLang.Lang.Source;
