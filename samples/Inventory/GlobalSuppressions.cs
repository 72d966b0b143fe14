using System.Diagnostics.CodeAnalysis;

[module: SuppressMessage(
    "Performance",
    "CA1812:Avoid uninstantiated internal classes",
    Justification = "The worker makes the functions, and the serializer what stands in bodies.")]
