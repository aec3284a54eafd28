using System.Buffers.Binary;
using System.Text.Json;
using Ayb.Contracts;

namespace Ayb.Snapshots.Storage.Folder;

/// <summary>
/// The metadata of an object, in front of its content, as a skippable frame of zstd (RFC 8878, section 3.1.2):
/// magic number and length in four bytes each, little-endian, then JSON. So metadata and content have one name and one moment
/// at which they are there, and <c>zstd -d</c> reads the file as it is.
/// </summary>
internal static class ObjectHead
{
    private const uint Magic = 0x184D2A5A;
    private const int FrameBytes = 8;
    private const int MaxBytes = 1 << 16;

    private static readonly Dictionary<string, string> None = [];

    public static byte[] Encode(IReadOnlyDictionary<string, string> metadata)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(metadata);
        var head = new byte[FrameBytes + json.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), json.Length);
        json.CopyTo(head, FrameBytes);
        return json.Length <= MaxBytes ? head : throw new SnapshotException(AybError.Invalid("The name and the note of the snapshot are too long."));
    }

    /// <summary>Leaves the file at the begin of the content. A file that has no head was put there by somebody else, and is welcome.</summary>
    /// <exception cref="SnapshotException">The head is damaged.</exception>
    public static async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(FileStream file, CancellationToken cancellationToken)
    {
        var frame = new byte[FrameBytes];
        var count = await file.ReadAtLeastAsync(frame, FrameBytes, throwOnEndOfStream: false, cancellationToken);
        if (count < FrameBytes || BinaryPrimitives.ReadUInt32LittleEndian(frame) != Magic)
        {
            file.Position = 0;
            return None;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4));
        var json = new byte[length <= MaxBytes ? length : throw Damaged(innerException: null)];
        try
        {
            await file.ReadExactlyAsync(json, cancellationToken);
            var metadata = JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? None;
            return metadata.Values.All(value => value is not null) ? metadata : throw Damaged(innerException: null);
        }
        catch (Exception exception) when (exception is JsonException or EndOfStreamException)
        {
            throw Damaged(exception);
        }
    }

    private static SnapshotException Damaged(Exception? innerException) =>
        new(new AybError(ErrorKind.SnapshotDamaged, "The snapshot is damaged."), innerException);
}
