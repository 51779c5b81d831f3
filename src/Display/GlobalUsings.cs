// What most files of this project need from .NET and from the projects below. A file names only the folders beside its own.
global using System.Globalization;
global using DarkLang.Runtime.Control;
