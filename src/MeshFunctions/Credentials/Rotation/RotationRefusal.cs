namespace MeshFunctions.Credentials.Rotation;

/// <summary>Why a delivery is not taken.</summary>
internal enum RotationRefusal
{
    /// <summary>It is.</summary>
    None = 0,

    /// <summary>It is no delivery of Event Grid's in either schema, or has too many events.</summary>
    Malformed = 1,

    /// <summary>An event of it is of another topic, or of another vault.</summary>
    Foreign = 2,
}
