using System.Buffers;
using Ayb.Benchmarks.Sqlite;

namespace Ayb.Benchmarks.Formats;

/// <summary>Writes rows as ayb answers them, byte for byte.</summary>
internal interface IAnswerFormat
{
    /// <summary>As a request's <c>Accept</c> names it.</summary>
    string MediaType { get; }

    void Begin(IBufferWriter<byte> answer, Statement statement);

    void WriteRow(IBufferWriter<byte> answer, Statement statement);

    void End(IBufferWriter<byte> answer);
}
