using System.Diagnostics.CodeAnalysis;

[module: SuppressMessage(
    "Maintainability",
    "CA1515:Consider making public types internal",
    Justification = "The program is a library too: tests start the cloud in their own process, and the demo uses its throw-away CA.")]
