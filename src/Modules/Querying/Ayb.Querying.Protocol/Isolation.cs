using System.Buffers.Binary;

namespace Ayb.Querying.Protocol;

/// <summary>What a worker says of its sandbox when it is ready.</summary>
/// <param name="Layers">The layers that are in force.</param>
/// <param name="LandlockAbi">The version of Landlock that the kernel has; 0 without it.</param>
public readonly record struct Isolation(SandboxLayers Layers, int LandlockAbi)
{
    public const int Size = 8;

    public static Isolation Read(ReadOnlySpan<byte> source) => new(
        (SandboxLayers)BinaryPrimitives.ReadUInt32LittleEndian(source), BinaryPrimitives.ReadInt32LittleEndian(source[4..]));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)Layers);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], LandlockAbi);
    }
}
