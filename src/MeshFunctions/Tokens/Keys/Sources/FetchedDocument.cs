namespace MeshFunctions.Tokens.Keys.Sources;

/// <summary>A document of an issuer, or why there is none.</summary>
internal sealed record FetchedDocument(byte[] Content, TimeSpan? MaxAge, KeyFetchFailure Failure, Exception? Cause);
